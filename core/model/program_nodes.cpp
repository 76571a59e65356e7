#include "core/model/program_nodes.h"

#include "core/model/runner.h"

namespace zeroloom {

std::vector<const Node*> programNodes(const Topology& topology, const std::set<HostId>& hosts)
{
    std::vector<const Node*> programs;
    for (const Node& node : topology.nodes) {
        if (runnerOf(node) == Runner::Program && (hosts.empty() || hosts.contains(node.host)))
            programs.push_back(&node);
    }
    return programs;
}

} // namespace zeroloom
