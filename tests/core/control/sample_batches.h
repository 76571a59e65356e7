// Batches for tests, with something in every field.
#pragma once

#include <string>

#include "core/control/samples.h"

namespace zeroloom::test {

inline WireEndSample fullWireEnd(const std::string& wire)
{
    WireEndSample end;
    end.wire = WireId(wire);
    end.end = WireEnd::To;
    end.state = ConnectionState::Refused;
    end.detail = "connection refused; tries again in 134 ms";
    end.endpoint = "tcp://127.0.0.1:40123";
    end.connects = 2;
    end.disconnects = 1;
    end.sent = 4'000'000'000'000;
    end.flow.received = 11;
    end.flow.bytes = 12'000;
    end.flow.attributed = true;
    end.flow.stamped = 10;
    end.flow.beforeFirst = 3;
    end.flow.gaps = 2;
    end.flow.gapsReconnect = 1;
    end.flow.lastSequence = 17;
    for (std::uint64_t i = 1; i < 100; ++i)
        end.flow.latency.add(i * i * 1000);
    end.hasTcp = true;
    end.rttUs = 120;
    end.unsentBytes = 1;
    end.unackedBytes = 2;
    end.unreadBytes = 3;
    end.tcpBytesSent = 4;
    end.tcpBytesReceived = 5;
    end.relay = {6, 7, 8, 9};
    return end;
}

inline HeartSample plainHeart(const std::string& monitor, std::uint32_t number)
{
    HeartSample sample;
    sample.monitor = NodeId(monitor);
    sample.heart.number = number;
    return sample;
}

inline HeartSample fullHeart(std::uint32_t number)
{
    HeartSample sample{NodeId("watch"), {}};
    Heart& heart = sample.heart;
    heart.number = number;
    heart.id = "00 6b 8b 45 67";
    heart.madeId = true;
    heart.address = "127.0.0.1:41234";
    heart.processId = 4712;
    heart.process = "python3";
    heart.state = HeartState::Left;
    heart.sinceNs = 1;
    heart.firstNs = 2;
    heart.lastBeatNs = 3;
    heart.beats = 4;
    heart.lateBeats = 5;
    heart.missed = 6;
    heart.missedInRow = 7;
    heart.oldBeats = 8;
    heart.unjudged = 9;
    heart.rttUs = 10;
    heart.rttMedianUs = 11;
    heart.rttP99Us = UINT32_MAX;
    heart.suspicion = 0.1F;
    heart.strip = UINT64_MAX;
    heart.cause = "its process is stopped";
    return sample;
}

inline HeartMonitorSample fullHeartMonitor()
{
    HeartMonitorSample sample{NodeId("watch"), 3, {}};
    HeartMonitorFigures& figures = sample.figures;
    figures.rule = {std::chrono::milliseconds(700), 5, std::chrono::milliseconds(90), VerdictRule::Phi, 9.5};
    figures.sendsBeats = false;
    figures.beatsSent = 1;
    figures.lastSentNs = 2;
    figures.ownDelayNs = 3;
    figures.worstDelayNs = 4;
    figures.unjudgedBeats = 5;
    figures.cannotJudge = "this process gets no processor";
    figures.garbage = 6;
    figures.wrongFrames = 7;
    figures.tooLong = 8;
    figures.repeated = 9;
    figures.refusedHearts = 10;
    figures.silentPeers = 11;
    figures.problem = "an answer of five frames";
    figures.alive = 12;
    figures.late = 13;
    figures.lost = 14;
    figures.left = 15;
    return sample;
}

inline MessageSample fullMessage(std::uint64_t number)
{
    MessageSample message;
    message.number = number;
    message.timeNs = UINT64_MAX;
    message.socket = {NodeId("a"), SocketId("out")};
    message.received = true;
    message.wire = WireId("w");
    message.frames = {std::string("\0k\x8b"
                                  "Eg",
                                  5),
                      "", std::string(MessageFrameKept, '\xff'), "hello"};
    message.sizes = {5, 0, 5'000'000'000, 5};
    message.origin = 1;
    message.hop = UINT64_MAX;
    message.hopSequence = 3;
    message.topic = UINT16_MAX;
    message.sentNs = 4;
    message.leftOut = 412;
    message.moreFrames = 6;
    return message;
}

inline HostBatch fullBatch()
{
    HostBatch batch;
    batch.host = HostId("local");
    batch.number = 7;
    batch.timeNs = UINT64_MAX;
    batch.processId = 4711;
    batch.startedNs = 5;
    batch.cpuNs = 6;
    batch.residentBytes = 123'456'789'012;
    batch.threads = 9;
    batch.complete = true;
    batch.nodes.push_back({NodeId("a"),
                           NodeState::Failed,
                           "port 5555 is in use",
                           12,
                           {{"retries", std::int64_t{-3}},
                            {"share", 0.25},
                            {"whole", 4.0},
                            {"on", true},
                            {"text", std::string("a\0b\xff", 4)},
                            {"list", TextList{"x", ""}}}});
    batch.nodes.push_back({NodeId("b"), NodeState::Running, "", 0, {}});
    SocketSample socket;
    socket.socket = {NodeId("a"), SocketId("out")};
    socket.sent = 1;
    socket.received = 2;
    socket.bytesSent = 3;
    socket.bytesReceived = 4;
    socket.muteNs = 5;
    socket.muted = true;
    socket.unroutable = 6;
    socket.droppedAtLimit = 7;
    socket.idle = true;
    socket.error = "no permission";
    batch.sockets.push_back(socket);
    batch.ends.push_back(fullWireEnd("w"));
    WireEndSample plain;
    plain.wire = WireId("v");
    batch.ends.push_back(plain);
    batch.events.push_back({3, 99, EventSeverity::Warning, "DISCONNECTED", NodeId("a"), SocketId("out"), WireId("w"),
                            "tcp://127.0.0.1:1", "the peer has gone"});
    batch.eventsLeftOut = 2;
    batch.totals = {1, 2, 3, 4};
    batch.monitors.push_back(fullHeartMonitor());
    batch.hearts.push_back(fullHeart(0));
    batch.hearts.push_back(plainHeart("watch", 1));
    batch.heartChanges.push_back(
        {17, NodeId("watch"), {99, 1, HeartChangeKind::Left, "kernel", 210, 4, "its file is gone"}});
    batch.heartChangesLeftOut = 5;
    batch.lastHeartChange = 18;
    batch.messages.push_back(fullMessage(70'000));
    batch.messages.emplace_back();
    batch.messagesLeftOut = 7;
    batch.lastMessage = 70'001;
    return batch;
}

} // namespace zeroloom::test
