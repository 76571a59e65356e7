#include "ui/liveness/round_trip_plot.h"

#include <algorithm>

#include <QVBoxLayout>

#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// A heart as the plots name what they draw: its monitor, and its number in place of a socket.
PlotSubject subjectOf(const HeartBook& book, HeartKey heart)
{
    return {{book.monitorId(heart.monitor), SocketId(std::to_string(heart.heart))}, {}};
}

} // namespace

RoundTripPlot::RoundTripPlot(const HeartBook& book, const RoundTrips& trips, QWidget* parent)
    : QWidget(parent), m_book(book), m_trips(trips),
      m_plot(new TimePlot(tr("Round trip"), PlotUnit::Milliseconds, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit, 0, 0, 0);
    layout->addWidget(m_plot);
}

void RoundTripPlot::setHearts(const std::vector<HeartKey>& hearts, std::size_t all)
{
    std::vector<PlotSubject> subjects;
    std::vector<PlotLine> lines;
    for (const HeartKey key : hearts)
        if (const Heart* heart = m_book.heart(key); heart && lines.size() < MostHearts) {
            subjects.push_back(subjectOf(m_book, key));
            lines.push_back({{Metric::WireRtt, subjects.back().socket, {}}, toQString(heart->id), 0});
        }
    m_looks.show(subjects);
    m_plot->setLines(m_looks.given(std::move(lines)));
    m_plot->setNote(all > subjects.size() ? tr("%1 of %2").arg(subjects.size()).arg(countText(all)) : QString());
}

void RoundTripPlot::draw(double now)
{
    std::unordered_map<NodeId, std::uint32_t> monitors;
    for (std::uint32_t monitor = 0; monitor < m_book.monitors(); ++monitor)
        monitors.emplace(m_book.monitorId(monitor), monitor);
    m_plot->draw(
        [&](const PlotLine& line, double since, std::size_t most, double until) {
            const auto monitor = monitors.find(line.key.socket.node);
            if (monitor == monitors.end())
                return std::vector<SeriesPoint>();
            const auto number = static_cast<std::uint32_t>(std::stoul(line.key.socket.socket.text()));
            auto points = m_trips.history({monitor->second, number}, since, until);
            // Far more than there are pixels only when the person zoomed out; the newest are what matters then.
            if (points.size() > most * 4)
                points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(most * 4));
            return points;
        },
        now);
}

} // namespace zeroloom
