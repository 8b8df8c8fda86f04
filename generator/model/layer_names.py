"""What layers are called. Imports nothing, since a command begins with it."""

# the layer in which a circle writes what is its own
LOCAL_LAYER = "my-circle"
