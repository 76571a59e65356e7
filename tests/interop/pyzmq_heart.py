"""A heart made of pyzmq's own device: what comes to its SUB goes out of its DEALER.

    pyzmq_heart.py PING PONG [ID]
"""
import signal
import sys

import zmq
from zmq import devices

device = devices.ThreadDevice(zmq.FORWARDER, zmq.SUB, zmq.DEALER)
device.setsockopt_in(zmq.SUBSCRIBE, b"")
if len(sys.argv) > 3:
    device.setsockopt_out(zmq.IDENTITY, sys.argv[3].encode())
device.connect_in(sys.argv[1])
device.connect_out(sys.argv[2])
device.start()
signal.pause()  # the device's thread goes on by itself until this process is killed
