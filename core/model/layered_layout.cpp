// Automatic layout in layers, after Sugiyama: break cycles, give each node the layer of its longest path, order the
// layers so that few wires cross, and place them as columns from left to right.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/model/layout.h"
#include "core/model/layout_graph.h"

namespace zeroloom {

namespace {

constexpr Point DefaultSize{184, 90};
constexpr double ColumnGap = 136;   // between columns: room for a rate and a gauge; columns stand 320 apart
constexpr double RowGap = 30;       // between boxes of one column: rows of default height stand 120 apart
constexpr double ComponentGap = 60; // between parts that are not wired together
constexpr int OrderingSweeps = 8;
constexpr int PlacingSweeps = 6;

using Layers = std::vector<std::vector<Place>>;

// Number of pairs of wires between two neighbouring layers that cross, by a Fenwick tree over the right layer.
std::uint64_t crossings(const LayoutGraph& graph, const Layers& layers, const std::vector<std::size_t>& rank)
{
    std::uint64_t total = 0;
    std::vector<std::size_t> ends;
    std::vector<std::uint64_t> tree;
    for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
        tree.assign(layers[i + 1].size() + 1, 0);
        std::uint64_t seen = 0;
        for (const Place place : layers[i]) {
            ends.clear();
            for (const Place target : graph.next[place])
                ends.push_back(rank[target]);
            std::ranges::sort(ends);
            for (const std::size_t end : ends) {
                std::uint64_t upTo = 0;
                for (std::size_t at = end + 1; at > 0; at -= at & (~at + 1))
                    upTo += tree[at];
                total += seen - upTo;
            }
            for (const std::size_t end : ends) {
                for (std::size_t at = end + 1; at < tree.size(); at += at & (~at + 1))
                    ++tree[at];
                ++seen;
            }
        }
    }
    return total;
}

void setRanks(const std::vector<Place>& layer, std::vector<std::size_t>& rank)
{
    for (std::size_t i = 0; i < layer.size(); ++i)
        rank[layer[i]] = i;
}

// Orders one layer by the mean rank of each node's neighbours in the layer beside it.
void orderByBarycentre(std::vector<Place>& layer, const std::vector<std::vector<Place>>& neighbours,
                       std::vector<std::size_t>& rank)
{
    std::vector<std::pair<double, Place>> keyed;
    keyed.reserve(layer.size());
    for (const Place place : layer) {
        double sum = 0;
        for (const Place neighbour : neighbours[place])
            sum += static_cast<double>(rank[neighbour]);
        const std::size_t count = neighbours[place].size();
        keyed.emplace_back(count == 0 ? static_cast<double>(rank[place]) : sum / static_cast<double>(count), place);
    }
    std::ranges::stable_sort(keyed, {}, &std::pair<double, Place>::first);
    for (std::size_t i = 0; i < layer.size(); ++i)
        layer[i] = keyed[i].second;
    setRanks(layer, rank);
}

Layers orderedLayers(const LayoutGraph& graph, const std::vector<Place>& part)
{
    std::size_t depth = 0;
    for (const Place place : part)
        depth = std::max(depth, graph.layer[place] + 1);
    Layers layers(depth);
    std::vector<std::size_t> rank(graph.size());
    for (const Place place : part)
        layers[graph.layer[place]].push_back(place);
    for (const auto& layer : layers)
        setRanks(layer, rank);
    Layers best = layers;
    std::uint64_t fewest = crossings(graph, layers, rank);
    for (int sweep = 0; sweep < OrderingSweeps && fewest > 0; ++sweep) {
        for (std::size_t i = 1; i < depth; ++i)
            orderByBarycentre(layers[i], graph.previous, rank);
        for (std::size_t i = depth - 1; i-- > 0;)
            orderByBarycentre(layers[i], graph.next, rank);
        const std::uint64_t count = crossings(graph, layers, rank);
        if (count < fewest) {
            fewest = count;
            best = layers;
        }
    }
    return best;
}

double gapBetween(const LayoutGraph& graph, Place upper, Place lower)
{
    const bool bends = graph.sizes[upper].y == 0 || graph.sizes[lower].y == 0;
    return bends ? RowGap / 2 : RowGap;
}

// Puts each box as near to the height it wishes as order and gaps allow, by merging boxes that collide into blocks that
// stand at the mean of their wishes (pool adjacent violators).
void placeLayer(LayoutGraph& graph, const std::vector<Place>& layer, const std::vector<double>& wishes)
{
    struct Block {
        double sum; // of the wishes for the block's first box
        double count;
        std::size_t first;
        double position() const { return sum / count; }
    };
    std::vector<double> offset(layer.size(), 0); // from the top of the layer's first box when all are packed
    for (std::size_t i = 1; i < layer.size(); ++i)
        offset[i] = offset[i - 1] + graph.sizes[layer[i - 1]].y + gapBetween(graph, layer[i - 1], layer[i]);
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        blocks.push_back({wishes[i] - offset[i], 1, i});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].position() > blocks.back().position()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    std::size_t block = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (block + 1 < blocks.size() && blocks[block + 1].first == i)
            ++block;
        graph.y[layer[i]] = blocks[block].position() + offset[i];
    }
}

double wishFor(const LayoutGraph& graph, Place place, const std::vector<Place>& neighbours)
{
    if (neighbours.empty())
        return graph.y[place];
    double sum = 0;
    for (const Place neighbour : neighbours)
        sum += graph.centre(neighbour);
    return sum / static_cast<double>(neighbours.size()) - graph.sizes[place].y / 2;
}

void placeRows(LayoutGraph& graph, const Layers& layers)
{
    std::vector<double> wishes;
    for (const auto& layer : layers) {
        wishes.assign(layer.size(), 0);
        placeLayer(graph, layer, wishes);
    }
    const auto settle = [&](std::size_t i, const std::vector<std::vector<Place>>& neighbours) {
        wishes.clear();
        for (const Place place : layers[i])
            wishes.push_back(wishFor(graph, place, neighbours[place]));
        placeLayer(graph, layers[i], wishes);
    };
    for (int sweep = 0; sweep < PlacingSweeps; ++sweep) {
        for (std::size_t i = 1; i < layers.size(); ++i)
            settle(i, graph.previous);
        for (std::size_t i = layers.size() - 1; i-- > 0;)
            settle(i, graph.next);
    }
}

// Lays out one component with its top at `top`; returns where it ends.
double placeComponent(LayoutGraph& graph, std::vector<Place>& part, double top, std::vector<Point>& positions)
{
    addBends(graph, part);
    const Layers layers = orderedLayers(graph, part);
    placeRows(graph, layers);
    double highest = graph.y[part.front()];
    for (const Place place : part)
        highest = std::min(highest, graph.y[place]);
    double x = 0;
    double bottom = top;
    for (const auto& layer : layers) {
        double width = 0;
        for (const Place place : layer) {
            width = std::max(width, graph.sizes[place].x);
            if (place >= positions.size())
                continue;
            positions[place] = {std::round(x), std::round(graph.y[place] - highest + top)};
            bottom = std::max(bottom, positions[place].y + graph.sizes[place].y);
        }
        x += (width > 0 ? width : DefaultSize.x) + ColumnGap;
    }
    return bottom;
}

// Nodes without wires, in about as many rows as columns: one below the other they would make an endless column.
void placeInRows(const LayoutGraph& graph, const std::vector<Place>& nodes, double top, std::vector<Point>& positions)
{
    const auto columns = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes.size()))));
    Point cell;
    for (const Place place : nodes)
        cell = {std::max(cell.x, graph.sizes[place].x), std::max(cell.y, graph.sizes[place].y)};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        positions[nodes[i]] = {static_cast<double>(i % columns) * (cell.x + ColumnGap),
                               top + static_cast<double>(i / columns) * (cell.y + RowGap)};
    }
}

} // namespace

std::map<NodeId, Point> layeredLayout(const Topology& topology, const std::map<NodeId, Point>& sizes,
                                      const std::set<NodeId>& nodes)
{
    LayoutGraph graph;
    std::vector<NodeId> ids;
    std::unordered_map<NodeId, Place> places;
    for (const Node& node : topology.nodes) {
        if (!nodes.empty() && !nodes.contains(node.id))
            continue;
        const auto size = sizes.find(node.id);
        places.emplace(node.id, graph.add(size == sizes.end() ? DefaultSize : size->second));
        ids.push_back(node.id);
    }
    for (const Wire& wire : topology.wires) {
        const auto from = places.find(wire.from.node);
        const auto to = places.find(wire.to.node);
        if (from != places.end() && to != places.end() && from->second != to->second)
            graph.join(from->second, to->second);
    }
    breakCycles(graph);
    assignLayers(graph);
    std::vector<Point> positions(ids.size());
    std::vector<Place> alone;
    double top = 0;
    for (std::vector<Place>& part : components(graph)) {
        if (part.size() == 1)
            alone.push_back(part.front());
        else
            top = placeComponent(graph, part, top, positions) + ComponentGap;
    }
    placeInRows(graph, alone, top, positions);
    std::map<NodeId, Point> result;
    for (std::size_t i = 0; i < ids.size(); ++i)
        result.emplace(ids[i], positions[i]);
    return result;
}

} // namespace zeroloom
