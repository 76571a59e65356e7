#include "app/zeroloomctl/merge_into.h"

#include <algorithm>

#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/topology_input.h"
#include "core/model/editor.h"
#include "core/model/missing_places.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostNamed = 10;

std::string clashText(const std::string& into, const std::vector<NodeClash>& clashes)
{
    std::string names;
    for (std::size_t i = 0; i < std::min(clashes.size(), MostNamed); ++i)
        names += (i == 0 ? "'" : ", '") + clashes[i].id.text() + "'";
    if (clashes.size() > MostNamed)
        names += " and " + std::to_string(clashes.size() - MostNamed) + " more";
    return into + " has nodes of these names already: " + names +
           "; say what to do with them: --clash rename, --clash replace or --clash skip";
}

} // namespace

std::optional<ClashChoice> clashChoiceByName(const std::string& name)
{
    if (name == "rename")
        return ClashChoice::Rename;
    if (name == "replace")
        return ClashChoice::Replace;
    return name == "skip" ? std::optional(ClashChoice::Skip) : std::nullopt;
}

std::optional<Topology> mergedInto(const std::string& into, Topology coming, const std::string& clash)
{
    std::optional<Topology> here = readInput(into);
    if (!here)
        return std::nullopt;
    const std::vector<NodeClash> clashes = nodeClashes(coming, *here);
    if (!clashes.empty() && clash.empty()) {
        complain(clashText(inputName(into), clashes));
        return std::nullopt;
    }
    placeMissing(coming);
    const ClashChoices choices{clashChoiceByName(clash).value_or(ClashChoice::Rename), {}};
    MergePlan plan = planMerge(coming, *here, choices, offsetBelow(coming, *here, choices), "Import");
    Editor editor(std::move(*here));
    if (const Status merged = editor.apply(std::move(plan.edit)); !merged) {
        complain(inputName(into) + ": " + merged.error().text());
        return std::nullopt;
    }
    for (const auto& [name, fresh] : plan.renamed)
        complain("node '" + name.text() + "' is called '" + fresh.text() + "' there");
    for (const std::string& remark : plan.remarks)
        complain(remark);
    return editor.topology();
}

} // namespace zeroloom
