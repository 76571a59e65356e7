#include "ui/monitor/line_looks.h"

#include <algorithm>
#include <set>

namespace zeroloom {
namespace {

int takeFree(std::set<int>& taken)
{
    int look = 0;
    while (!taken.insert(look).second)
        ++look;
    return look;
}

} // namespace

void LineLooks::show(const std::vector<PlotSubject>& subjects)
{
    std::erase_if(m_looks, [&](const auto& entry) {
        return std::find(subjects.begin(), subjects.end(), entry.first) == subjects.end();
    });
    std::set<int> taken;
    for (const auto& [subject, look] : m_looks)
        taken.insert(look);
    for (const PlotSubject& subject : subjects)
        if (!m_looks.contains(subject))
            m_looks[subject] = takeFree(taken);
}

std::vector<PlotLine> LineLooks::given(std::vector<PlotLine> lines) const
{
    std::set<int> taken;
    for (const auto& [subject, look] : m_looks)
        taken.insert(look);
    std::set<PlotSubject> seen;
    for (PlotLine& line : lines) {
        const PlotSubject subject{line.key.socket, line.key.wire};
        line.look = seen.insert(subject).second ? m_looks.at(subject) : takeFree(taken);
    }
    return lines;
}

} // namespace zeroloom
