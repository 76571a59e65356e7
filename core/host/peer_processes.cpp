#include "core/host/peer_processes.h"

#include <algorithm>
#include <utility>

#include <pthread.h>
#include <unistd.h>

#include "core/host/event_loop.h"
#include "core/host/peer_sockets.h"

namespace zeroloom {
namespace {

constexpr auto SampleEvery = std::chrono::seconds(1);
constexpr Nanoseconds ResolveEvery = std::chrono::seconds(2);
constexpr std::size_t MostResolved = 20'000; // in one scan
constexpr std::size_t MostLikely = 16;
constexpr std::size_t MostAddresses = 200'000;
// Of each second, for looking at the processes; those that are left have their turn in the next.
constexpr Nanoseconds MostOfSecond = std::chrono::milliseconds(15);
constexpr Nanoseconds GoneKept = std::chrono::seconds(60);

// A look is good for so long, and looks take at most so much of it.
constexpr Nanoseconds Round = std::chrono::milliseconds(100);
constexpr Nanoseconds MostOfRound = std::chrono::milliseconds(30);

constexpr Nanoseconds ShortestCompared = std::chrono::milliseconds(500);
constexpr int StarvedPercent = 20; // of the time

} // namespace

PeerProcesses::~PeerProcesses()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void PeerProcesses::setMonitors(std::vector<std::weak_ptr<NodeRecord>> monitors)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_monitors.empty() && !monitors.empty();
        m_monitors = std::move(monitors);
    }
    if (!first)
        return;
    if (m_thread.joinable()) {
        m_wake.notify_all();
        return;
    }
    try {
        m_thread = std::thread([this] { run(); });
    } catch (const std::system_error&) {
        // No thread to be had: processes stay unknown.
    }
}

void PeerProcesses::run()
{
    pthread_setname_np(pthread_self(), "zl-processes");
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        if (m_monitors.empty()) {
            m_byAddress.clear();
            m_processes.clear();
            m_wake.wait(lock, [this] { return m_ending || !m_monitors.empty(); });
            continue;
        }
        lock.unlock();
        resolve();
        sample();
        lock.lock();
        m_wake.wait_for(lock, SampleEvery, [this] { return m_ending; });
    }
}

void PeerProcesses::resolve()
{
    if (m_resolved.count() != 0 && EventLoop::now() - m_resolved < ResolveEvery)
        return;
    std::vector<std::weak_ptr<NodeRecord>> monitors;
    {
        const std::lock_guard lock(m_mutex);
        monitors = m_monitors;
    }
    for (const auto& weak : monitors) {
        const NodeRecordPtr node = weak.lock();
        if (HeartWatch* watch = node && node->role ? node->role->hearts() : nullptr)
            resolve(*watch);
    }
}

void PeerProcesses::resolve(HeartWatch& watch)
{
    const auto hearts = watch.unresolved(MostResolved);
    if (hearts.empty())
        return;
    m_resolved = EventLoop::now();
    std::vector<PeerSocket> sockets;
    for (const auto& [number, peer] : hearts)
        sockets.push_back({peer.descriptor, peer.address});
    const std::vector<std::int64_t> holders = holdersOf(sockets, likely());
    std::map<std::int64_t, std::string> names;
    for (std::size_t i = 0; i < hearts.size(); ++i) {
        const std::int64_t process = holders[i];
        const auto [name, isNew] = names.try_emplace(process);
        if (isNew && process != 0)
            name->second = processName(process);
        watch.setProcess(hearts[i].first, hearts[i].second, process, name->second);
    }
    const std::lock_guard lock(m_mutex);
    if (m_byAddress.size() > MostAddresses)
        m_byAddress.clear();
    for (std::size_t i = 0; i < hearts.size(); ++i) {
        // This process's own hearts are looked at by this process, which so is always busy.
        if (holders[i] != 0 && holders[i] != ::getpid()) {
            m_byAddress[hearts[i].second.address] = holders[i];
            m_processes.try_emplace(holders[i]);
        }
    }
}

std::vector<std::int64_t> PeerProcesses::likely()
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::int64_t> processes;
    for (const auto& [id, process] : m_processes) {
        if (processes.size() < MostLikely)
            processes.push_back(id);
    }
    return processes;
}

// All that are there, from the one after that which was the last in the second before.
std::vector<std::int64_t> PeerProcesses::nextToSample()
{
    const Nanoseconds now = EventLoop::now();
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_processes, [&](const auto& entry) {
        const ProcessLook& last = entry.second.last;
        return last.at.count() != 0 && !last.there && now - last.at > GoneKept;
    });
    std::vector<std::int64_t> processes;
    const auto add = [&](auto first, auto last) {
        for (; first != last; ++first) {
            if (first->second.last.at.count() == 0 || first->second.last.there)
                processes.push_back(first->first);
        }
    };
    const auto next = m_processes.upper_bound(m_lastSampled);
    add(next, m_processes.end());
    add(m_processes.begin(), next);
    return processes;
}

void PeerProcesses::sample()
{
    const Nanoseconds end = EventLoop::now() + MostOfSecond;
    for (const std::int64_t id : nextToSample()) {
        ProcessLook look = lookAtProcess(id);
        const Nanoseconds now = look.at;
        {
            const std::lock_guard lock(m_mutex);
            Process& process = m_processes[id];
            process.before = std::exchange(process.last, std::move(look));
            if (process.before.at.count() == 0)
                process.before = process.last;
        }
        m_lastSampled = id;
        if (now >= end)
            return;
    }
}

PeerProcesses::Evidence PeerProcesses::judge(const Process& process, const ProcessLook& now)
{
    // Another process that has its number is not it.
    const bool known = process.last.at.count() != 0;
    if (!now.there || (known && process.last.there && now.startTicks != process.last.startTicks))
        return {PeerProcess::Gone, {}};
    if (now.stopped)
        return {PeerProcess::Stopped, {}};
    const ProcessLook& then = now.at - process.last.at >= ShortestCompared ? process.last : process.before;
    Evidence evidence{PeerProcess::Idle, {}};
    for (const ThreadLook& thread : now.threads) {
        if (thread.runnable)
            evidence.process = PeerProcess::Busy;
        const auto same = std::ranges::lower_bound(then.threads, thread.id, {}, &ThreadLook::id);
        if (same != then.threads.end() && same->id == thread.id)
            evidence.waited = std::max(evidence.waited, thread.waited - same->waited);
    }
    const Nanoseconds passed = now.at - then.at;
    if (known && passed >= ShortestCompared && evidence.waited * 100 > passed * StarvedPercent) {
        evidence.process = PeerProcess::Starved;
        // In a second.
        evidence.waited = Nanoseconds(static_cast<Nanoseconds::rep>(static_cast<double>(evidence.waited.count()) /
                                                                    static_cast<double>(passed.count()) * 1e9));
    }
    return evidence;
}

PeerProcesses::Evidence PeerProcesses::evidence(const std::string& address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byAddress.find(address);
    if (found == m_byAddress.end())
        return {};
    Process& process = m_processes[found->second];
    const Nanoseconds now = EventLoop::now();
    if (process.judged.count() != 0 && now - process.judged < Round)
        return process.evidence;
    if (now - m_roundBegan >= Round) {
        m_roundBegan = now;
        m_roundSpent = Nanoseconds(0);
    }
    if (m_roundSpent >= MostOfRound)
        return process.evidence; // that of an earlier round
    process.evidence = judge(process, lookAtProcess(found->second));
    process.judged = now;
    m_roundSpent += EventLoop::now() - now;
    return process.evidence;
}

} // namespace zeroloom
