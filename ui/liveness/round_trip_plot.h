// The round trips of some hearts over time, in milliseconds. GUI thread only.
#pragma once

#include "ui/liveness/round_trips.h"
#include "ui/monitor/line_looks.h"

namespace zeroloom {

class RoundTripPlot final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t MostHearts = 6; // with a line each

    // Both outlive the plot.
    RoundTripPlot(const HeartBook& book, const RoundTrips& trips, QWidget* parent = nullptr);

    // `all`: how many more could be shown, for the note. Each keeps its look while it is shown.
    void setHearts(const std::vector<HeartKey>& hearts, std::size_t all);
    void draw(double now);
    const TimePlot& plot() const { return *m_plot; }

private:
    const HeartBook& m_book;
    const RoundTrips& m_trips;
    TimePlot* m_plot;
    LineLooks m_looks;
};

} // namespace zeroloom
