#include "core/model/role_fit.h"

#include <algorithm>
#include <set>

#include "core/model/id_rule.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostTried = 8; // sockets for which all ways are tried; beyond, the first slot with room is taken
constexpr int NoFit = 1'000'000;
constexpr int OtherName = 100; // what another id than the slot's name counts for, in steps of preference

// Finds the slots that suit the sockets best.
class SlotSearch {
public:
    SlotSearch(const RoleInfo& role, const std::vector<Socket>& sockets)
        : m_role(role), m_sockets(sockets), m_counts(role.slots.size(), 0), m_chosen(sockets.size(), nullptr)
    {
    }

    std::optional<std::vector<const SocketSlot*>> run()
    {
        place(0, 0);
        return m_best.empty() && !m_sockets.empty() ? std::nullopt : std::optional(m_best);
    }

private:
    static int cost(const SocketSlot& slot, const Socket& socket)
    {
        const auto rank = std::ranges::find(slot.types, socket.type);
        if (rank == slot.types.end())
            return NoFit;
        const bool otherName = !slot.name.empty() && slot.name != socket.id.text();
        return static_cast<int>(rank - slot.types.begin()) + (otherName ? OtherName : 0);
    }

    bool complete() const
    {
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            if (m_counts[i] < m_role.slots[i].minimum)
                return false;
        }
        return true;
    }

    void place(std::size_t next, int costSoFar)
    {
        if (costSoFar >= m_bestCost)
            return;
        if (next == m_sockets.size()) {
            if (complete()) {
                m_bestCost = costSoFar;
                m_best = m_chosen;
            }
            return;
        }
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            const SocketSlot& slot = m_role.slots[i];
            const int step = cost(slot, m_sockets[next]);
            if (step == NoFit || (slot.maximum >= 0 && m_counts[i] >= slot.maximum))
                continue;
            ++m_counts[i];
            m_chosen[next] = &slot;
            place(next + 1, costSoFar + step);
            --m_counts[i];
            if (m_sockets.size() > MostTried)
                return;
        }
    }

    const RoleInfo& m_role;
    const std::vector<Socket>& m_sockets;
    std::vector<int> m_counts;
    std::vector<const SocketSlot*> m_chosen;
    std::vector<const SocketSlot*> m_best;
    int m_bestCost = NoFit;
};

std::string directionName(SocketType type)
{
    const SocketTypeInfo& facts = info(type);
    if (facts.sends != facts.receives)
        return facts.sends ? "out" : "in";
    return lowerCaseName(type);
}

} // namespace

std::string lowerCaseName(SocketType type)
{
    std::string text(name(type));
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return text;
}

std::vector<SocketType> socketTypesOf(const Node& node)
{
    std::vector<SocketType> types;
    for (const Socket& socket : node.sockets)
        types.push_back(socket.type);
    return types;
}

std::optional<std::vector<const SocketSlot*>> fitSlots(const RoleInfo& role, const std::vector<Socket>& sockets)
{
    return SlotSearch(role, sockets).run();
}

SocketId freshSocketId(const Node& node, SocketType type)
{
    std::string wanted = directionName(type);
    if (const RoleInfo* role = roleByName(node.role)) {
        std::vector<Socket> sockets = node.sockets;
        sockets.push_back(Socket{{}, type, {}, {}, PortSide::Auto, {}});
        const auto slots = fitSlots(*role, sockets);
        if (slots && !slots->back()->name.empty())
            wanted = slots->back()->name;
    }
    return SocketId(freshId(wanted, [&node](const std::string& id) { return node.socket(SocketId(id)) != nullptr; }));
}

std::map<SocketId, SocketId> fitSocketIds(Node& node)
{
    const RoleInfo* role = roleByName(node.role);
    const auto slots = role ? fitSlots(*role, node.sockets) : std::nullopt;
    if (!slots)
        return {};
    std::map<SocketId, SocketId> changed;
    std::set<SocketId> used;
    const auto rename = [&](Socket& socket, const std::string& wanted) {
        const SocketId id(freshId(wanted, [&used](const std::string& text) { return used.contains(SocketId(text)); }));
        used.insert(id);
        if (id != socket.id)
            changed[socket.id] = id;
        socket.id = id;
    };
    // Sockets of named slots first: the others give way.
    for (const bool named : {true, false}) {
        for (std::size_t i = 0; i < slots->size(); ++i) {
            const std::string_view slotName = (*slots)[i]->name;
            if (slotName.empty() == named)
                continue;
            // "in2" is as good as "in" in a slot of many.
            const std::string current = node.sockets[i].id.text();
            const bool fits = !named || ((*slots)[i]->maximum != 1 && splitId(current).stem == slotName);
            rename(node.sockets[i], fits ? current : std::string(slotName));
        }
    }
    return changed;
}

void changeRole(Node& node, const std::string& role)
{
    node.role = role;
    const RoleInfo* facts = roleByName(role);
    std::erase_if(node.params, [facts](const auto& entry) {
        const ParameterInfo* parameter = facts ? facts->parameter(entry.first) : nullptr;
        return !parameter || !checkParameter(*parameter, entry.second);
    });
}

std::map<SocketId, SocketId> fitRole(Node& node, const std::vector<SocketType>& typesBefore)
{
    const auto usualRole = [](const std::vector<SocketType>& types) {
        return types.size() == 1 ? &roleForSocket(types.front()) : roleForSockets(types);
    };
    const std::vector<SocketType> types = socketTypesOf(node);
    if (types.empty())
        return {};
    const RoleInfo* role = roleByName(node.role);
    const bool fits = role && fitSlots(*role, node.sockets);
    const bool wasUsual = role && !typesBefore.empty() && usualRole(typesBefore) == role;
    const bool mixed = std::ranges::count(types, types.front()) != std::ssize(types);
    if (fits && !(wasUsual && mixed))
        return {};
    const RoleInfo* better = usualRole(types);
    if (!better || !fitSlots(*better, node.sockets))
        return {};
    if (better != role)
        changeRole(node, std::string(better->name));
    return fitSocketIds(node);
}

} // namespace zeroloom
