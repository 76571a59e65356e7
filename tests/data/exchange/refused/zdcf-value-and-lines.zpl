version = 1.0
apps = some
    local
