version = -1
