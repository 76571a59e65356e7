// The hosts of a drawing: those that it names, and its clusters. Lives within one import.
#pragma once

#include <map>
#include <string>
#include <unordered_set>

#include "core/base/json_document.h"
#include "core/exchange/dot_graph.h"
#include "core/exchange/remark.h"

namespace zeroloom {

class DotHosts {
public:
    // `graph` must outlive it.
    explicit DotHosts(const DotGraph& graph) : m_graph(graph) {}

    void adopt(Json list); // of an export, as it stands in the topology file
    void add(const std::string& id);
    // The id of the host that the cluster is read as.
    const std::string& ofCluster(std::size_t cluster);

    const Json& list() const { return m_list; }
    Remarks& remarks() { return m_remarks; }

private:
    const DotGraph& m_graph;
    Json m_list = Json::array();
    std::unordered_set<std::string> m_ids{"local"};
    std::map<std::string, long> m_numbers; // behind those that were given, by what was wanted
    std::map<std::size_t, std::string> m_clusters;
    Remarks m_remarks;
};

} // namespace zeroloom
