"""How each kind of stream is loaded, decided and recorded, inside one transaction of the writer."""
