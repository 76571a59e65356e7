version = 1.0
apps
    a
        devices
    a
        devices
