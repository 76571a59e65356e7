#include "core/model/program_nodes.h"

namespace zeroloom {

std::vector<const Node*> programNodes(const Topology& topology, const std::set<HostId>& hosts)
{
    std::vector<const Node*> programs;
    for (const Node& node : topology.nodes) {
        if (node.role == "program" && (hosts.empty() || hosts.contains(node.host)))
            programs.push_back(&node);
    }
    return programs;
}

} // namespace zeroloom
