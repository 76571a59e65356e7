#include "core/host/event_loop.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <future>
#include <span>

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace zeroloom {
namespace {

constexpr Nanoseconds Never = Nanoseconds::max();

timespec toTimespec(Nanoseconds time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    return {.tv_sec = static_cast<std::time_t>(seconds.count()),
            .tv_nsec = static_cast<long>((time - seconds).count())};
}

// epoll_wait with a time in nanoseconds: kernels before 5.11 have no epoll_pwait2.
int waitPrecisely(int epoll, epoll_event* events, int most, const timespec* timeout)
{
    const int count = epoll_pwait2(epoll, events, most, timeout, nullptr);
    if (count >= 0 || errno != ENOSYS)
        return count;
    pollfd item{.fd = epoll, .events = POLLIN, .revents = 0};
    if (ppoll(&item, 1, timeout, nullptr) <= 0)
        return 0;
    return epoll_wait(epoll, events, most, 0);
}

} // namespace

Nanoseconds EventLoop::now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

Status EventLoop::start()
{
    m_epoll = epoll_create1(EPOLL_CLOEXEC);
    m_wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_epoll < 0 || m_wake < 0)
        return fail(ErrorCode::Runtime, std::string("cannot start an event loop: ") + std::strerror(errno) +
                                            "; raise the limit of open descriptors (ulimit -n)");
    epoll_event event{.events = EPOLLIN, .data = {.ptr = nullptr}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
    try {
        m_thread = std::thread([this] { run(); });
    } catch (const std::system_error& error) {
        return fail(ErrorCode::Runtime, std::string("cannot start a thread: ") + error.what());
    }
    return {};
}

void EventLoop::stop()
{
    if (m_thread.joinable()) {
        post([this] { m_ended = true; });
        m_thread.join();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_commands.clear();
    }
    for (int* descriptor : {&m_epoll, &m_wake}) {
        if (*descriptor >= 0)
            close(*descriptor);
        *descriptor = -1;
    }
}

void EventLoop::post(std::function<void()> command)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopping)
        return;
    m_commands.push_back(std::move(command));
    m_commandsWaiting.store(true, std::memory_order_release);
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(m_wake, &one, sizeof one);
}

void EventLoop::call(const std::function<void()>& command)
{
    std::promise<void> done;
    post([&] {
        command();
        done.set_value();
    });
    done.get_future().wait();
}

void EventLoop::watch(int descriptor, Watcher& watcher, std::uint32_t events)
{
    epoll_event event{.events = events, .data = {.ptr = &watcher}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void EventLoop::unwatch(int descriptor, const Watcher& watcher)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    for (epoll_event& event : std::span(m_reported).first(m_reportedCount)) {
        if (event.data.ptr == &watcher)
            event.data.ptr = nullptr;
    }
}

void EventLoop::makeReady(Task& task)
{
    if (task.m_ready)
        return;
    task.m_ready = true;
    m_ready.push_back(&task);
}

void EventLoop::know(Task& task)
{
    if (task.m_serial != 0)
        return;
    task.m_serial = m_nextSerial++;
    m_known.emplace_back(task.m_serial, &task);
}

void EventLoop::wakeAt(Task& task, Nanoseconds time)
{
    task.m_due = time;
    // A timer that stands earlier is left to fire and sets itself anew: pushing a later deadline each time, as a
    // requester's timeouts are, would let the heap grow by every request.
    if (task.m_armed <= time)
        return;
    know(task);
    task.m_armed = time;
    m_timers.push({time, task.m_serial});
}

void EventLoop::forget(Task& task)
{
    if (task.m_ready)
        std::erase(m_ready, &task);
    std::erase_if(m_known, [&](const auto& known) { return known.second == &task; });
    task.m_ready = false;
    task.m_serial = 0;
    task.m_armed = task.m_due = Never;
}

void EventLoop::run()
{
    pthread_setname_np(pthread_self(), m_name.substr(0, 15).c_str());
    prctl(PR_SET_TIMERSLACK, 1000); // ns; the default of 50 us would show in work of a millisecond
    while (!m_ended) {
        waitForEvents();
        runTimers();
        if (m_commandsWaiting.load(std::memory_order_acquire))
            runCommands();
        runReady();
    }
}

void EventLoop::waitForEvents()
{
    if (!m_ready.empty() && ++m_unpolled < m_pollEvery)
        return;
    m_unpolled = 0;
    Nanoseconds wait = Nanoseconds(-1);
    if (!m_ready.empty())
        wait = Nanoseconds(0);
    else if (!m_timers.empty())
        wait = std::max(Nanoseconds(0), m_timers.top().time - now());
    const timespec timeout = toTimespec(wait);
    const int count = waitPrecisely(m_epoll, m_reported.data(), static_cast<int>(m_reported.size()),
                                    wait.count() < 0 ? nullptr : &timeout);
    m_reportedCount = static_cast<std::size_t>(std::max(count, 0));
    for (const epoll_event& event : std::span(m_reported).first(m_reportedCount)) {
        if (auto* watcher = static_cast<Watcher*>(event.data.ptr))
            watcher->onEvents(event.events);
    }
    m_reportedCount = 0;
}

void EventLoop::runTimers()
{
    if (m_timers.empty())
        return;
    const Nanoseconds time = now();
    while (!m_timers.empty() && m_timers.top().time <= time) {
        const Timer timer = m_timers.top();
        m_timers.pop();
        const auto known = std::ranges::lower_bound(m_known, timer.serial, {}, &std::pair<std::uint64_t, Task*>::first);
        if (known == m_known.end() || known->first != timer.serial)
            continue;
        Task& task = *known->second;
        if (task.m_armed != timer.time)
            continue; // an earlier one was set since
        task.m_armed = Never;
        if (task.m_due <= time) {
            task.m_due = Never;
            makeReady(task);
        } else if (task.m_due != Never) {
            wakeAt(task, task.m_due);
        }
    }
}

void EventLoop::runCommands()
{
    std::vector<std::function<void()>> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
        m_commandsWaiting.store(false, std::memory_order_relaxed);
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t got = read(m_wake, &count, sizeof count);
    }
    for (const auto& command : commands)
        command();
}

void EventLoop::runReady()
{
    // Those that become ready meanwhile come next time, after the descriptors have been looked at.
    for (std::size_t left = m_ready.size(); left > 0 && !m_ready.empty(); --left) {
        Task* task = m_ready.front();
        m_ready.pop_front();
        task->m_ready = false;
        task->run();
    }
}

} // namespace zeroloom
