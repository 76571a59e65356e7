# ZeroMQ device configuration: ZDCF 1.0 (RFC 17) in ZPL (RFC 4)
version = 1.0
x_zeroloom = 1
x_name = Everything
x_description = '"Of each kind\none."'
apps
    local
        devices
            queue
                type = zmq_queue
                sockets
                    frontend
                        type = router
                        option
                            hwm = 10
                        bind = tcp://127.0.0.1:5556
                    backend
                        type = dealer
                        option
                            affinity = 3
                            sndbuf = 4096
                        connect = ipc://answer-rep.ipc
                        x_options
                            RCVHWM = 5
            forwarder
                type = zmq_forwarder
                sockets
                    frontend
                        type = xsub
                        bind = ipc:///tmp/news
                    backend
                        type = xpub
                        bind = tcp://127.0.0.1:5557
                        x_side = left
            ask
                type = requester
                x_params
                    timeout = 1500ms
                sockets
                    req
                        type = req
                        option
                            identity = asker
                        connect = tcp://127.0.0.1:5556
            answer
                type = replier
                sockets
                    rep
                        type = rep
                        bind = ipc://answer-rep.ipc
                        x_extra = '"{\"vendor\":{\"deep\":[1,2.0,null]}}"'
            news
                type = source
                sockets
                    pub
                        type = pub
                        connect = ipc:///tmp/news
            reader
                type = sink
                sockets
                    sub
                        type = sub
                        option
                            subscribe = weather.
                            subscribe = ""
                            subscribe = 10
                        connect = tcp://127.0.0.1:5557
                        x_options
                            ROUTING_ID = 0x00ff
                        x_subscribe_hex = '["776561746865722e","00ff10","","3130"]'
            sink
                type = sink
                x_params
                    work = 1ms
                sockets
                    in
                        type = pull
                        bind = tcp://*:6001
            tool
                type = program
                x_params
                    arguments = '["$(id)","%s"]'
                    command = /bin/echo
                sockets
                    pair
                        type = pair
                        connect = tcp://127.0.0.1:6002
    far
        x_label = "The far one"
        devices
            vent
                type = source
                x_label = Ventilator
                x_params
                    rate = 1000
                    text = '"10"'
                    topics = '["a","b"]'
                sockets
                    out
                        type = push
                        option
                            hwm = 500
                        bind = tcp://127.0.0.1:5555
                        x_options
                            IMMEDIATE = true
                            LINGER = 0
            streamer
                type = zmq_streamer
                sockets
                    frontend
                        type = pull
                        connect = tcp://127.0.0.1:5555
                    backend
                        type = push
                        connect = tcp://127.0.0.1:6001
        x_outside
            stats
                type = outside
                sockets
                    pair
                        type = pair
                        bind = tcp://127.0.0.1:6002
                x_extra = '"{\"colour\":\"red\"}"'
        x_extra = '"{\"rack\":7}"'
    idle
        devices = ""
x_order = '["vent","queue","forwarder","streamer","ask","answer","news","reader","sink","tool","stats"]'
x_wires
    a
        from = vent.out
        to = streamer.frontend
        bind = from
    b
        from = streamer.backend
        to = sink.in
        bind = to
        endpoint = tcp://*:6001
        extra = '"{\"note\":\"far\"}"'
    c
        from = ask.req
        to = queue.frontend
    d
        from = queue.backend
        to = answer.rep
        endpoint = inproc://inside
    e
        from = news.pub
        to = forwarder.frontend
        endpoint = ipc:///tmp/news
    f
        from = forwarder.backend
        to = reader.sub
    g
        from = tool.pair
        to = stats.pair
        bind = to
        endpoint = tcp://127.0.0.1:6002
x_layout
    sink = "[480.5,-20]"
    vent = "[0,0]"
x_notes
    n
        text = Remember
        position = "[10,10]"
        size = "[200,80]"
        extra = '"{\"pinned\":true}"'
x_extra = '"{\"author\":{\"name\":\"somebody\"}}"'
