#include "core/observe/observer.h"

#include <mutex>

#include "core/observe/event_store.h"
#include "core/observe/history_recorder.h"
#include "core/observe/host_events.h"
#include "core/observe/observation_builder.h"
#include "core/observe/observed_run.h"

namespace zeroloom {

namespace {

constexpr double Rounding = 0.01; // seconds; histories keep floats
constexpr std::size_t MostEvents = 20'000, MostHeartEvents = 400'000, MostMessages = 20'000;

} // namespace

struct Observer::Private {
    Private(const Topology& topology, const Clock& givenClock)
        : clock(givenClock), startedNs(clock.now()), run(topology),
          published(std::make_shared<const Observation>(buildObservation(run, startedNs, startedNs)))
    {
    }

    double secondsAt(Nanoseconds time) const { return std::chrono::duration<double>(time - startedNs).count(); }
    double secondsAt(std::uint64_t timeNs) const { return secondsAt(Nanoseconds(static_cast<std::int64_t>(timeNs))); }
    // Under the mutex. A connection that ends because its wire was taken away is no cause to worry.
    HostEvent judged(HostEvent event) const
    {
        const bool takenAway = !event.wire.empty() && !run.wires.contains(event.wire);
        if (takenAway && event.severity == EventSeverity::Warning)
            event.severity = EventSeverity::Info;
        return event;
    }
    // Under the mutex.
    void refresh()
    {
        published = std::make_shared<const Observation>(buildObservation(run, startedNs, clock.now()));
        stale = false;
    }

    const Clock& clock;
    const Nanoseconds startedNs;
    mutable std::mutex mutex; // guards everything below
    ObservedRun run;
    HistoryRecorder history;
    EventStore<Event> events{MostEvents};
    EventStore<HeartEvent> heartEvents{MostHeartEvents};
    EventStore<ObservedMessage> messages{MostMessages};
    ObservationPtr published;
    bool stale = false;
};

Observer::Observer(const Topology& topology, const Clock& clock) : d(std::make_unique<Private>(topology, clock)) {}

Observer::~Observer() = default;

void Observer::setTopology(const Topology& topology)
{
    const std::lock_guard lock(d->mutex);
    d->run.setTopology(topology);
    d->stale = true;
}

void Observer::addBatch(const HostBatch& batch)
{
    const std::lock_guard lock(d->mutex);
    d->run.addBatch(batch);
    d->events.skip(batch.eventsLeftOut);
    for (const HostEvent& event : batch.events) {
        d->events.add({0, d->secondsAt(event.timeNs), batch.host, d->judged(event)});
    }
    d->messages.skip(batch.messagesLeftOut);
    for (const MessageSample& message : batch.messages)
        d->messages.add({0, d->secondsAt(message.timeNs), batch.host, message});
    d->heartEvents.skip(batch.heartChangesLeftOut);
    for (const HeartChangeSample& sample : batch.heartChanges)
        d->heartEvents.add({0, d->secondsAt(sample.change.timeNs), sample.monitor, sample.change});
    d->refresh();
    d->history.record(d->run, *d->published);
}

void Observer::addHostReport(const HostReport& report)
{
    const std::lock_guard lock(d->mutex);
    const auto host = d->run.hosts.find(report.host);
    const bool known = host != d->run.hosts.end() && host->second.reported;
    if (auto event = eventOf(known ? &host->second.report : nullptr, report)) {
        const Nanoseconds now = d->clock.now();
        event->timeNs = static_cast<std::uint64_t>(now.count());
        d->events.add({0, d->secondsAt(now), report.host, std::move(*event)});
    }
    d->run.addHostReport(report);
    d->refresh();
    if (report.state == HostState::Lost)
        d->history.recordLoss(d->run, *d->published);
}

void Observer::setConditions(const RunConditions& conditions)
{
    const std::lock_guard lock(d->mutex);
    d->run.conditions = conditions;
    d->stale = true;
}

void Observer::addEvent(const HostId& host, HostEvent event)
{
    const std::lock_guard lock(d->mutex);
    const Nanoseconds now = d->clock.now();
    event.timeNs = static_cast<std::uint64_t>(now.count());
    d->events.add({0, d->secondsAt(now), host, std::move(event)});
}

ObservationPtr Observer::current() const
{
    const std::lock_guard lock(d->mutex);
    if (d->stale)
        d->refresh();
    return d->published;
}

std::vector<SeriesPoint> Observer::history(const SeriesKey& key, double since, std::size_t most, double until) const
{
    const std::lock_guard lock(d->mutex);
    std::vector<SeriesPoint> points = d->history.points(d->run, key, since);
    std::erase_if(points, [until](const SeriesPoint& point) { return point.seconds > until + Rounding; });
    return thinned(points, most);
}

std::vector<Observer::Event> Observer::events(std::uint64_t after, std::size_t most) const
{
    const std::lock_guard lock(d->mutex);
    return d->events.after(after, most);
}

std::uint64_t Observer::lastEventNumber() const
{
    const std::lock_guard lock(d->mutex);
    return d->events.last();
}

std::vector<Observer::HeartEvent> Observer::heartEvents(std::uint64_t after, std::size_t most) const
{
    const std::lock_guard lock(d->mutex);
    return d->heartEvents.after(after, most);
}

std::uint64_t Observer::lastHeartEventNumber() const
{
    const std::lock_guard lock(d->mutex);
    return d->heartEvents.last();
}

std::vector<ObservedMessage> Observer::messages(std::uint64_t after, std::size_t most) const
{
    const std::lock_guard lock(d->mutex);
    return d->messages.after(after, most);
}

std::uint64_t Observer::lastMessageNumber() const
{
    const std::lock_guard lock(d->mutex);
    return d->messages.last();
}

} // namespace zeroloom
