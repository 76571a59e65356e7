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

LatencyHistogram recentOf(FlowRow& flow, std::uint64_t timeNs)
{
    const LatencyHistogram& now = flow.receiver.latency();
    RecentLatency& recent = flow.recent;
    if (now.count == 0)
        return {};
    if (timeNs - recent.turnedNs >= RecentNs) {
        recent.older = recent.newer;
        recent.newer = now;
        recent.turnedNs = timeNs;
    }
    return since(now, recent.older);
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

void HistoryRecorder::add(Series& series, Metric metric, double seconds, double value)
{
    if (!series.begun() && !series.fine()) {
        if (value == 0 || std::isnan(value))
            return;
        if (m_fine < FineMost) {
            series.setFine(true);
            ++m_fine;
        } else if (!isKeptUnasked(metric)) {
            return;
        }
    }
    series.add(seconds, value);
}

void HistoryRecorder::recordSocket(SocketRow& row, const SocketObservation& seen, const LatencyHistogram& recent,
                                   double seconds)
{
    const auto put = [&](Metric metric, double value) {
        add(row.series[static_cast<std::size_t>(metric)], metric, seconds, value);
    };
    put(Metric::SendRate, seen.sendRate);
    put(Metric::ReceiveRate, seen.receiveRate);
    put(Metric::SendByteRate, seen.sendByteRate);
    put(Metric::ReceiveByteRate, seen.receiveByteRate);
    put(Metric::QueueIn, valueOf(seen.queueIn));
    put(Metric::QueueOut, valueOf(seen.queueOut));
    put(Metric::MutedShare, row.muteShare.rate() / 1e7);
    put(Metric::LatencyP50, quantileUs(recent, 0.5));
    put(Metric::LatencyP99, quantileUs(recent, 0.99));
}

void HistoryRecorder::recordWire(WireRow& row, const WireObservation& seen, const LatencyHistogram& recent,
                                 double seconds)
{
    const auto put = [&](Metric metric, double value) {
        add(row.series[static_cast<std::size_t>(metric) - SocketMetrics], metric, seconds, value);
    };
    put(Metric::WireRate, seen.forward.rate);
    put(Metric::WireDepth, valueOf(seen.forward.depth));
    put(Metric::WireLatencyP50, quantileUs(recent, 0.5));
    put(Metric::WireLatencyP99, quantileUs(recent, 0.99));
    put(Metric::WireRtt, valueOf(seen.rttUs));
}

void HistoryRecorder::record(ObservedRun& run, const Observation& now)
{
    if (m_last >= 0 && now.seconds - m_last < Step - Jitter)
        return;
    m_last = now.seconds;
    std::unordered_map<SocketRef, LatencyHistogram> bySocket;
    for (auto& [id, row] : run.wires) {
        const auto host = run.hosts.find(row.facts.to.host);
        const std::uint64_t timeNs = host == run.hosts.end() ? 0 : host->second.timeNs;
        const LatencyHistogram forward = recentOf(row.forward, timeNs), backward = recentOf(row.backward, timeNs);
        if (forward.count > 0)
            bySocket[row.facts.to.socket].merge(forward);
        if (backward.count > 0)
            bySocket[row.facts.from.socket].merge(backward);
        recordWire(row, now.wires.at(id), forward, now.seconds);
    }
    for (auto& [ref, row] : run.sockets)
        recordSocket(row, now.sockets.at(ref), bySocket[ref], now.seconds);
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
