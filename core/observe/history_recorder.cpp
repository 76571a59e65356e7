#include "core/observe/history_recorder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zeroloom {

namespace {

constexpr std::size_t FineMost = 1000;
constexpr double Step = 0.1, Jitter = 0.04;
constexpr std::uint64_t RecentNs = 1'000'000'000;
constexpr double NotKnown = std::numeric_limits<double>::quiet_NaN();

bool isKeptUnasked(Metric metric)
{
    switch (metric) {
    case Metric::SendRate:
    case Metric::ReceiveRate:
    case Metric::QueueIn:
    case Metric::QueueOut:
    case Metric::WireRate:
    case Metric::WireDepth:
        return true;
    default:
        return false;
    }
}

template <typename T>
double valueOf(const Figure<T>& figure)
{
    return figure.known() ? static_cast<double>(figure.value) : NotKnown;
}

double quantileUs(const LatencyHistogram& latency, double q)
{
    return latency.count == 0 ? NotKnown : static_cast<double>(latency.quantile(q)) / 1000;
}

// `now` without what `before` had; all of it when the counts began anew.
LatencyHistogram since(const LatencyHistogram& now, const LatencyHistogram& before)
{
    if (before.count > now.count)
        return now;
    LatencyHistogram recent = now;
    recent.count -= before.count;
    for (std::size_t i = 0; i < recent.buckets.size(); ++i)
        recent.buckets[i] -= std::min(recent.buckets[i], before.buckets[i]);
    return recent;
}

// Keeps the snapshots that latencies of the last second are told from.
void turn(WireRow& wire, WireEnd sender, std::uint64_t timeNs)
{
    FlowRow& flow = wire.flow(sender);
    const LatencyHistogram& now = wire.latency(sender);
    if (now.count == 0)
        return;
    if (!flow.recent)
        flow.recent = std::make_unique<RecentLatency>();
    if (timeNs - flow.recent->turnedNs < RecentNs)
        return;
    flow.recent->older = flow.recent->newer;
    flow.recent->newer = now;
    flow.recent->turnedNs = timeNs;
}

LatencyHistogram recentOf(const WireRow& wire, WireEnd sender)
{
    const FlowRow& flow = wire.flow(sender);
    return flow.recent ? since(wire.latency(sender), flow.recent->older) : LatencyHistogram();
}

LatencyHistogram recentOf(const SocketRow& socket)
{
    LatencyHistogram recent;
    for (const WireAt& at : socket.wires)
        recent.merge(recentOf(*at.wire, other(at.end)));
    return recent;
}

bool isLost(std::map<HostId, HostRow>::const_iterator host, const ObservedRun& run)
{
    return host != run.hosts.end() && host->second.report.state == HostState::Lost;
}

// What was kept stays, and what comes now is not known.
template <std::size_t Count>
void recordGap(std::array<Series, Count>& all, double seconds)
{
    for (Series& series : all) {
        if (series.begun())
            series.add(seconds, NotKnown);
    }
}

Series* seriesOf(ObservedRun& run, const SeriesKey& key)
{
    const auto index = static_cast<std::size_t>(key.metric);
    if (index < SocketMetrics) {
        const auto row = run.sockets.find(key.socket);
        return row == run.sockets.end() ? nullptr : &row->second.series[index];
    }
    const auto row = run.wires.find(key.wire);
    return row == run.wires.end() ? nullptr : &row->second.series[index - SocketMetrics];
}

} // namespace

// Whether a value that is not 0 would be written down.
bool HistoryRecorder::keeps(const Series& series, Metric metric) const
{
    return series.begun() || series.fine() || m_fine < FineMost || isKeptUnasked(metric);
}

void HistoryRecorder::add(Series& series, Metric metric, double seconds, double value)
{
    if (!series.begun() && !series.fine()) {
        if (value == 0 || std::isnan(value) || !keeps(series, metric))
            return;
        if (m_fine < FineMost) {
            series.setFine(true);
            ++m_fine;
        }
    }
    series.add(seconds, value);
}

void HistoryRecorder::recordSocket(SocketRow& row, const SocketObservation& seen, double seconds)
{
    const auto at = [&](Metric metric) -> Series& { return row.series[static_cast<std::size_t>(metric)]; };
    const auto put = [&](Metric metric, double value) { add(at(metric), metric, seconds, value); };
    put(Metric::SendRate, valueOf(seen.sendRate));
    put(Metric::ReceiveRate, valueOf(seen.receiveRate));
    put(Metric::SendByteRate, valueOf(seen.sendByteRate));
    put(Metric::ReceiveByteRate, valueOf(seen.receiveByteRate));
    put(Metric::QueueIn, valueOf(seen.queueIn));
    put(Metric::QueueOut, valueOf(seen.queueOut));
    put(Metric::MutedShare, row.muteShare.rate() / 1e7);
    const bool wanted =
        keeps(at(Metric::LatencyP50), Metric::LatencyP50) || keeps(at(Metric::LatencyP99), Metric::LatencyP99);
    if (!wanted || seen.latency.count == 0)
        return;
    const LatencyHistogram recent = recentOf(row);
    put(Metric::LatencyP50, quantileUs(recent, 0.5));
    put(Metric::LatencyP99, quantileUs(recent, 0.99));
}

void HistoryRecorder::recordWire(WireRow& row, const WireObservation& seen, double seconds, std::uint64_t timeNs)
{
    const auto at = [&](Metric metric) -> Series& {
        return row.series[static_cast<std::size_t>(metric) - SocketMetrics];
    };
    const auto put = [&](Metric metric, double value) { add(at(metric), metric, seconds, value); };
    put(Metric::WireRate, valueOf(seen.forward.rate));
    put(Metric::WireDepth, valueOf(seen.forward.depth));
    put(Metric::WireRtt, valueOf(seen.rttUs));
    turn(row, WireEnd::From, timeNs);
    turn(row, WireEnd::To, timeNs);
    const bool wanted = keeps(at(Metric::WireLatencyP50), Metric::WireLatencyP50) ||
                        keeps(at(Metric::WireLatencyP99), Metric::WireLatencyP99);
    if (!wanted || seen.forward.latency.count == 0)
        return;
    const LatencyHistogram recent = recentOf(row, WireEnd::From);
    put(Metric::WireLatencyP50, quantileUs(recent, 0.5));
    put(Metric::WireLatencyP99, quantileUs(recent, 0.99));
}

void HistoryRecorder::record(ObservedRun& run, const Observation& now)
{
    if (m_last >= 0 && now.seconds - m_last < Step - Jitter)
        return;
    recordAll(run, now);
}

void HistoryRecorder::recordLoss(ObservedRun& run, const Observation& now) { recordAll(run, now); }

void HistoryRecorder::recordAll(ObservedRun& run, const Observation& now)
{
    m_last = now.seconds;
    for (auto& [id, row] : run.wires) {
        const auto host = run.hosts.find(row.facts.to.host);
        if (isLost(host, run))
            recordGap(row.series, now.seconds);
        else
            recordWire(row, now.wires.at(id), now.seconds, host == run.hosts.end() ? 0 : host->second.timeNs);
    }
    for (auto& [ref, row] : run.sockets) {
        if (isLost(run.hosts.find(row.host), run))
            recordGap(row.series, now.seconds);
        else if (row.known())
            recordSocket(row, now.sockets.at(ref), now.seconds);
    }
}

std::vector<SeriesPoint> HistoryRecorder::points(ObservedRun& run, const SeriesKey& key, double since)
{
    Series* series = seriesOf(run, key);
    if (!series)
        return {};
    if (!series->fine()) {
        series->setFine(true);
        ++m_fine;
    }
    return series->since(since);
}

} // namespace zeroloom
