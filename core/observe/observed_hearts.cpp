#include "core/observe/observed_hearts.h"

#include <algorithm>
#include <iterator>

#include "core/liveness/heart_watch.h"

namespace zeroloom {

namespace {

using Hearts = std::vector<Heart>;

std::shared_ptr<Hearts> merged(const Hearts& known, const std::vector<const Heart*>& samples)
{
    auto out = std::make_shared<Hearts>();
    out->reserve(known.size() + samples.size());
    auto row = known.begin();
    for (const Heart* sample : samples) {
        for (; row != known.end() && row->number < sample->number; ++row)
            out->push_back(*row);
        out->push_back(*sample);
        if (row != known.end() && row->number == sample->number)
            ++row;
    }
    out->insert(out->end(), row, known.end());
    return out;
}

// A monitor that is full gives up those that were lost first; no sample tells of it.
std::shared_ptr<Hearts> withoutGivenUp(const Hearts& hearts)
{
    std::vector<const Heart*> gone;
    for (const Heart& heart : hearts) {
        if (heart.state == HeartState::Lost || heart.state == HeartState::Left)
            gone.push_back(&heart);
    }
    const std::size_t tooMany = std::min(hearts.size() - HeartWatch::MostHearts, gone.size());
    const auto longerGone = [](const Heart* one, const Heart* other) {
        return std::pair(one->sinceNs, one->number) < std::pair(other->sinceNs, other->number);
    };
    std::nth_element(gone.begin(), gone.begin() + static_cast<std::ptrdiff_t>(tooMany), gone.end(), longerGone);
    const std::set<const Heart*> givenUp(gone.begin(), gone.begin() + static_cast<std::ptrdiff_t>(tooMany));
    auto out = std::make_shared<Hearts>();
    out->reserve(hearts.size() - tooMany);
    std::copy_if(hearts.begin(), hearts.end(), std::back_inserter(*out),
                 [&](const Heart& heart) { return !givenUp.contains(&heart); });
    return out;
}

// `samples` in the order of their numbers, each once.
void take(ObservedHearts::Monitor& monitor, const std::vector<const Heart*>& samples, bool complete)
{
    static const Hearts none;
    if (!samples.empty() || complete)
        monitor.hearts = merged(complete ? none : *monitor.hearts, samples);
    if (monitor.hearts->size() > HeartWatch::MostHearts)
        monitor.hearts = withoutGivenUp(*monitor.hearts);
}

} // namespace

void ObservedHearts::addBatch(const HostBatch& batch, std::uint32_t hostLife)
{
    std::set<NodeId> told;
    for (const HeartMonitorSample& sample : batch.monitors) {
        told.insert(sample.monitor);
        Monitor& monitor = m_monitors[sample.monitor];
        if (monitor.host != batch.host || monitor.hostLife != hostLife || monitor.life != sample.life)
            monitor = Monitor();
        monitor.host = batch.host;
        monitor.hostLife = hostLife;
        monitor.life = sample.life;
        monitor.figures = sample.figures;
    }
    std::map<NodeId, std::vector<const Heart*>> hearts;
    for (const HeartSample& sample : batch.hearts)
        hearts[sample.monitor].push_back(&sample.heart);
    for (auto& [id, monitor] : m_monitors) {
        if (monitor.host != batch.host || monitor.hostLife != hostLife)
            continue;
        monitor.timeNs = batch.timeNs;
        std::vector<const Heart*>& samples = hearts[id];
        std::sort(samples.begin(), samples.end(),
                  [](const Heart* one, const Heart* other) { return one->number < other->number; });
        take(monitor, samples, batch.complete);
    }
    if (batch.complete) {
        std::erase_if(m_monitors, [&](const auto& monitor) {
            return monitor.second.host == batch.host && !told.contains(monitor.first);
        });
    }
}

void ObservedHearts::keepOnly(const std::set<NodeId>& nodes)
{
    std::erase_if(m_monitors, [&](const auto& monitor) { return !nodes.contains(monitor.first); });
}

} // namespace zeroloom
