#include "core/exchange/dot_places.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include "core/base/json_document.h"
#include "core/model/id_rule.h"

namespace zeroloom {
namespace {

bool standsInId(char letter) { return isValidId(std::string_view(&letter, 1)); }

// Runs of other characters become one '-'.
std::string idLike(std::string_view name, const std::string& otherwise)
{
    std::string id;
    for (const char letter : name.substr(0, IdLimit)) {
        if (standsInId(letter))
            id += letter;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (id.ends_with('-'))
        id.pop_back();
    return id.empty() ? otherwise : id;
}

} // namespace

std::vector<std::string> dotNodeIds(const DotGraph& graph, Remarks& remarks)
{
    std::unordered_set<std::string> taken;
    std::map<std::string, long> next;
    for (const DotNode& node : graph.nodes)
        if (isValidId(node.name))
            taken.insert(node.name);
    std::vector<std::string> ids;
    for (const DotNode& node : graph.nodes) {
        if (isValidId(node.name) || node.attributes.find("note") != nullptr) {
            ids.push_back(node.name);
            continue;
        }
        const std::string wanted = idLike(node.name, "node");
        const std::string id = freshId(
            wanted, [&](const std::string& used) { return taken.contains(used); },
            &next.try_emplace(wanted, 1).first->second);
        taken.insert(id);
        remarks.push_back({node.place.text(), "'" + shown(node.name) + "' has the id '" + id + "'"});
        ids.push_back(id);
    }
    return ids;
}

std::string dotClusterId(const DotSubgraph& cluster)
{
    std::string_view name = cluster.name;
    name.remove_prefix(std::min(std::string_view("cluster").size(), name.size()));
    name.remove_prefix(std::min(name.find_first_not_of('_'), name.size()));
    return idLike(name, "host");
}

std::optional<Point> dotPoint(std::string_view text)
{
    Point point;
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos)
        return std::nullopt;
    const auto number = [](std::string_view digits, double& value) {
        const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return failure == std::errc() && end != digits.data() && std::abs(value) <= CanvasLimit;
    };
    if (!number(text.substr(0, comma), point.x) || !number(text.substr(comma + 1), point.y))
        return std::nullopt;
    return point;
}

std::map<std::string, Point> spreadDrawing(const std::map<std::string, Point>& drawn)
{
    constexpr Point Spread{2, 1.6};
    double left = CanvasLimit, top = -CanvasLimit;
    for (const auto& [id, point] : drawn) {
        left = std::min(left, point.x);
        top = std::max(top, point.y);
    }
    std::map<std::string, Point> places;
    for (const auto& [id, point] : drawn)
        places[id] = {std::min(std::round((point.x - left) * Spread.x), CanvasLimit),
                      std::min(std::round((top - point.y) * Spread.y), CanvasLimit)};
    return places;
}

std::string DotDocumentPlaces::of(const std::string& pointer) const
{
    for (const auto& [list, places] :
         {std::pair{"/nodes/", &nodes}, std::pair{"/wires/", &wires}, std::pair{"/notes/", &notes}}) {
        if (!pointer.starts_with(list))
            continue;
        std::size_t index = places->size();
        const char* digits = pointer.data() + std::string_view(list).size();
        const auto [end, failure] = std::from_chars(digits, pointer.data() + pointer.size(), index);
        if (failure != std::errc() || index >= places->size())
            break;
        const std::string rest(end, pointer.data() + pointer.size());
        return (*places)[index].text() + (rest.empty() ? "" : " (" + rest + ")");
    }
    return graph.text() + (pointer.empty() ? "" : " (" + pointer + ")");
}

} // namespace zeroloom
