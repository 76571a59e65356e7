// Gives out fresh ids of one kind, each once. A plain value; belongs to one thread.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/model/id_rule.h"

namespace zeroloom {

class IdGiver {
public:
    IdGiver() = default;
    template <typename T>
    explicit IdGiver(const std::vector<T>& items)
    {
        for (const T& item : items)
            take(item.id.text());
    }

    void take(const std::string& id) { m_taken.insert(id); }
    bool taken(const std::string& id) const { return m_taken.contains(id); }

    // `wanted` itself when it is free, else with a number behind it.
    std::string give(const std::string& wanted)
    {
        std::string id = freshId(
            wanted, [this](const std::string& each) { return taken(each); }, &m_next[splitId(wanted).stem]);
        m_taken.insert(id);
        return id;
    }

private:
    std::unordered_set<std::string> m_taken;
    std::unordered_map<std::string, long> m_next; // by stem: keeps the search for many ids of one stem short
};

} // namespace zeroloom
