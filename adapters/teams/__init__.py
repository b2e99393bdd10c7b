"""Teams, through the Bot Framework. Importing what is in here imports botbuilder, which takes two seconds: only ``settings`` does
not, so whoever wires the house imports the rest when Teams is configured."""
