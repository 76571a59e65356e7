version = 1.0
apps:
    local
