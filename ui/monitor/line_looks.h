// Gives each subject of the plots a look of its own, the same in all of them for as long as any shows it. GUI thread
// only.
#pragma once

#include <map>
#include <vector>

#include "ui/monitor/plot_lines.h"

namespace zeroloom {

class LineLooks {
public:
    // What all plots together show from now on.
    void show(const std::vector<PlotSubject>& subjects);
    // The lines of one plot with their looks; a second line of one subject has the next look that is free.
    std::vector<PlotLine> given(std::vector<PlotLine> lines) const;

private:
    std::map<PlotSubject, int> m_looks;
};

} // namespace zeroloom
