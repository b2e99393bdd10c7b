"""Microsoft Teams. Only this folder knows the Bot Framework: its import takes two seconds, so it comes where Teams is used."""
