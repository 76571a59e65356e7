#include "core/model/layout_graph.h"

#include <algorithm>
#include <tuple>

namespace zeroloom {

namespace {

// Orders the nodes so that few wires run backwards, after Eades, Lin and Smyth: what nothing leads to comes first, what
// leads nowhere comes last, and when all that is left stands in cycles, the node that leads to most more than it is led
// to, of those the one that was reached first.
class CycleBreaker {
public:
    explicit CycleBreaker(const LayoutGraph& graph) : m_graph(graph), m_rank(graph.size(), Unranked)
    {
        for (Place place = 0; place < graph.size(); ++place) {
            m_in.push_back(graph.previous[place].size());
            m_out.push_back(graph.next[place].size());
            m_reached.push_back(graph.size());
            m_left.push_back(place);
        }
    }

    // The rank of each node; wires towards a lower one are to be turned.
    const std::vector<std::size_t>& run()
    {
        for (Place place = 0; place < m_graph.size(); ++place)
            offer(place);
        for (;;) {
            while (!m_free.empty()) {
                const Place place = m_free.back();
                m_free.pop_back();
                take(place);
            }
            std::erase_if(m_left, [this](Place place) { return m_rank[place] != Unranked; });
            if (m_left.empty())
                return m_rank;
            take(*std::ranges::min_element(m_left, [this](Place one, Place other) {
                return std::tuple(m_in[one] + m_out[other], m_reached[one], one) <
                       std::tuple(m_in[other] + m_out[one], m_reached[other], other);
            }));
        }
    }

private:
    static constexpr std::size_t Unranked = static_cast<std::size_t>(-1);

    void offer(Place place)
    {
        if (m_rank[place] == Unranked && (m_in[place] == 0 || m_out[place] == 0))
            m_free.push_back(place);
    }

    void take(Place place)
    {
        if (m_rank[place] != Unranked)
            return;
        const bool leadsNowhere = m_out[place] == 0 && m_in[place] > 0;
        m_rank[place] = leadsNowhere ? --m_last : m_first++;
        for (const Place target : m_graph.next[place]) {
            --m_in[target];
            m_reached[target] = std::min(m_reached[target], m_rank[place]);
            offer(target);
        }
        for (const Place source : m_graph.previous[place]) {
            --m_out[source];
            offer(source);
        }
    }

    const LayoutGraph& m_graph;
    std::vector<std::size_t> m_rank;
    std::vector<std::size_t> m_in; // wires from nodes without a rank yet
    std::vector<std::size_t> m_out;
    std::vector<std::size_t> m_reached; // rank of the first node that leads here
    std::vector<Place> m_left;
    std::vector<Place> m_free;
    std::size_t m_first = 0;
    std::size_t m_last = Unranked - 1; // ranks from the far end
};

} // namespace

std::vector<std::vector<Place>> components(const LayoutGraph& graph)
{
    std::vector<std::vector<Place>> parts;
    std::vector<bool> seen(graph.size());
    for (Place start = 0; start < graph.size(); ++start) {
        if (seen[start])
            continue;
        std::vector<Place> part{start};
        seen[start] = true;
        for (std::size_t i = 0; i < part.size(); ++i) {
            for (const auto* neighbours : {&graph.next[part[i]], &graph.previous[part[i]]}) {
                for (const Place place : *neighbours) {
                    if (!seen[place])
                        part.push_back(place);
                    seen[place] = true;
                }
            }
        }
        std::ranges::sort(part);
        parts.push_back(std::move(part));
    }
    return parts;
}

void breakCycles(LayoutGraph& graph)
{
    CycleBreaker breaker(graph);
    const std::vector<std::size_t>& rank = breaker.run();
    std::vector<std::pair<Place, Place>> joins;
    for (Place place = 0; place < graph.size(); ++place) {
        for (const Place target : graph.next[place])
            joins.emplace_back(rank[place] < rank[target] ? std::pair(place, target) : std::pair(target, place));
        graph.next[place].clear();
    }
    std::ranges::sort(joins);
    joins.erase(std::unique(joins.begin(), joins.end()), joins.end());
    for (auto& previous : graph.previous)
        previous.clear();
    for (const auto& [from, to] : joins)
        graph.join(from, to);
}

void assignLayers(LayoutGraph& graph)
{
    std::vector<std::size_t> waiting(graph.size());
    std::vector<Place> order;
    for (Place place = 0; place < graph.size(); ++place) {
        waiting[place] = graph.previous[place].size();
        if (waiting[place] == 0)
            order.push_back(place);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (const Place target : graph.next[order[i]]) {
            graph.layer[target] = std::max(graph.layer[target], graph.layer[order[i]] + 1);
            if (--waiting[target] == 0)
                order.push_back(target);
        }
    }
    for (const Place place : order) {
        if (!graph.previous[place].empty() || graph.next[place].empty())
            continue;
        std::size_t nearest = graph.layer[graph.next[place].front()];
        for (const Place target : graph.next[place])
            nearest = std::min(nearest, graph.layer[target]);
        graph.layer[place] = nearest - 1;
    }
}

void addBends(LayoutGraph& graph, std::vector<Place>& part)
{
    const std::size_t count = part.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Place from = part[i];
        for (std::size_t wire = 0; wire < graph.next[from].size(); ++wire) {
            const Place to = graph.next[from][wire];
            if (graph.layer[to] <= graph.layer[from] + 1)
                continue;
            std::erase(graph.previous[to], from);
            Place last = from;
            for (std::size_t layer = graph.layer[from] + 1; layer < graph.layer[to]; ++layer) {
                const Place bend = graph.add({0, 0});
                graph.layer[bend] = layer;
                part.push_back(bend);
                if (last == from)
                    graph.next[from][wire] = bend;
                else
                    graph.next[last].push_back(bend);
                graph.previous[bend].push_back(last);
                last = bend;
            }
            graph.join(last, to);
        }
    }
}

} // namespace zeroloom
