#include "core/exchange/dot_hosts.h"

#include "core/exchange/dot_places.h"
#include "core/exchange/dot_sockets.h"
#include "core/model/id_rule.h"
#include "core/picture/clean_text.h"

namespace zeroloom {

void DotHosts::adopt(Json list) { m_list = std::move(list); }

void DotHosts::add(const std::string& id)
{
    if (isValidId(id) && m_ids.insert(id).second)
        m_list.push_back({{"id", id}});
}

const std::string& DotHosts::ofCluster(std::size_t cluster)
{
    std::string& id = m_clusters[cluster];
    if (!id.empty())
        return id;
    const DotSubgraph& drawn = m_graph.subgraphs[cluster];
    const DotValue* label = dotValueIn(drawn.attributes, "label");
    const std::string title = label != nullptr && !label->html ? onOneLine(labelText(label->text, drawn.name)) : "";
    const std::string wanted = dotClusterId(drawn);
    id = freshId(
        wanted, [&](const std::string& used) { return m_ids.contains(used); },
        &m_numbers.try_emplace(wanted, 1).first->second);
    m_ids.insert(id);
    Json host{{"id", id}};
    if (!title.empty() && title != id)
        append(host, "label", title);
    m_list.push_back(std::move(host));
    m_remarks.push_back(
        {{}, "the cluster '" + shown(title.empty() ? drawn.name : title) + "' is read as the host '" + id + "'"});
    return id;
}

} // namespace zeroloom
