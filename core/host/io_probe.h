// Tells how quickly the context's I/O threads get to their work, and so what had come or left by when: beats of its own
// go through each of them, over a connection of this process to itself.
//
// What had reached this process. An I/O thread waits on its connections with epoll, whose list of ready descriptors is
// a queue: one that became readable before another is reported before it, in the same call or an earlier one, however
// many are ready (libzmq takes 256 in one call; those that are left stay in front, and those that were reported go to
// the end). A beat that is sent at a time makes its descriptor readable after that time, so when it has come back, all
// that lay readable at that time has been read, in one round of the beat. The exception is a peer with more than 8 KiB
// unread: libzmq reads so much in one go, and for the rest that peer queues again.
//
// What had left. Everything that a thread sends goes through the queue of commands of an I/O thread, in order. So when
// a beat has come back, what the same thread sent before it has been given to the kernel (or the kernel has no room
// for it). This is why a probe belongs to a loop, and all of it to the loop's thread.
//
// Time in which the loop itself did not get to run, because this process or the machine stood still, is taken off
// what peers are allowed: by so much the time that is told as clear is held back, for as long as that lasted.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <zmq.hpp>

#include "core/base/result.h"
#include "core/control/private_folder.h"
#include "core/host/event_log.h"
#include "core/host/event_loop.h"
#include "core/role/role_node.h"

namespace zeroloom {

class IoProbe final : private Watcher, private Task {
public:
    IoProbe(zmq::context_t& context, EventLoop& loop);
    ~IoProbe() override;

    // Makes the connections. Where that fails the view is of the loop alone.
    Status open();

    // `node` is made ready when the next beat has come back, once for each call. `atOnce`: something was sent or is
    // due, so that a beat goes now and not within fifty milliseconds.
    void ask(Task& node, bool atOnce);
    // The node goes.
    void forget(Task& node);

    IoView view() const;

private:
    // A connection to itself through one I/O thread.
    class Lane;

    void onEvents(std::uint32_t events) override;
    void run() override;
    void openLane(int ioThread);
    bool awaited() const;
    void send(Nanoseconds now);
    void sendAgain(Nanoseconds now);
    void returned(Nanoseconds now);
    void noteRunning(Nanoseconds now);
    Nanoseconds heldBack(Nanoseconds now) const { return now < m_heldUntil ? m_held : Nanoseconds(0); }

    zmq::context_t& m_context;
    EventLoop& m_loop;
    std::optional<PrivateFolder> m_folder; // until the connections are made
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::vector<Task*> m_askers;

    std::uint64_t m_number = 0; // of the last beat
    bool m_again = false;       // another one is to follow at once
    Nanoseconds m_sentAt{0}, m_sentAgainAt{0};
    bool m_ticks = false; // the timer stands
    Nanoseconds m_tickDue{0};
    Nanoseconds m_lastRan{0};
    Nanoseconds m_held{0}, m_heldUntil{0};
    IoView m_view; // without what is held back
};

// The probes of a host's loops, made for the first node that asks and gone with the last. From any thread.
class IoProbes {
public:
    IoProbes(zmq::context_t& context, EventLog& log) : m_context(context), m_log(log) {}

    // On the loop's thread, which keeps it and lets it go. That it does not work stands in the log.
    std::shared_ptr<IoProbe> on(EventLoop& loop);

private:
    zmq::context_t& m_context;
    EventLog& m_log;
    std::mutex m_mutex;
    std::map<EventLoop*, std::weak_ptr<IoProbe>> m_probes; // guarded by m_mutex
};

} // namespace zeroloom
