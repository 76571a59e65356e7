#include "core/role/peering_routes.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "core/role/envelope.h"

namespace zeroloom {
namespace {

constexpr std::int64_t MostCapacity = 1'000'000; // whoever tells more is not believed
constexpr std::size_t MostShown = 8;             // peers
constexpr std::size_t MostShownBytes = 32;       // of each name

std::optional<std::int64_t> readCapacity(std::string_view text)
{
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > MostCapacity)
        return std::nullopt;
    return number;
}

} // namespace

void PeeringRoutes::setShare(std::vector<std::string> peers, double percent)
{
    m_shareOut = std::move(peers);
    m_percent = percent;
    std::erase(m_shareOut, m_name);
    for (const std::string& peer : m_shareOut)
        m_peers.try_emplace(peer);
}

void PeeringRoutes::setCapacity(Capacity& capacity, std::int64_t number)
{
    if (capacity == number)
        return;
    m_knownCapacity += number - capacity.value_or(0);
    capacity = number;
    ++m_changes;
}

bool PeeringRoutes::hearState(std::string_view peer, std::string_view capacity)
{
    const auto number = readCapacity(capacity);
    if (peer.empty() || !number)
        return false;
    if (peer == m_name)
        return true;
    hearRequestOf(peer);
    if (const auto known = m_peers.find(peer); known != m_peers.end())
        setCapacity(known->second, *number);
    return true;
}

void PeeringRoutes::hearRequestOf(std::string_view peer)
{
    if (m_peers.size() < MostPeers && m_peers.find(peer) == m_peers.end())
        m_peers.emplace(peer, std::nullopt);
}

bool PeeringRoutes::accepts(RequestFrom from) const
{
    if (!m_workers.empty())
        return true;
    return from == RequestFrom::Client && m_form == PeeringForm::ByState && m_cloudReached && knownCapacity() > 0;
}

PeeringTarget PeeringRoutes::route(RequestFrom from, SeededChoice& choice)
{
    const bool mayShare = from == RequestFrom::Client && m_form == PeeringForm::ByShare && m_cloudReached;
    if (mayShare && !m_shareOut.empty() && choice.fraction() * 100 < m_percent)
        return {true, m_shareOut[choice.below(m_shareOut.size())]};
    if (!m_workers.empty())
        return {false, m_workers.take()};
    return {true, takePeersWorker(choice)};
}

std::string PeeringRoutes::takePeersWorker(SeededChoice& choice)
{
    std::vector<Peers::value_type*> roomy;
    for (Peers::value_type& peer : m_peers) {
        if (peer.second.value_or(0) > 0)
            roomy.push_back(&peer);
    }
    auto& [name, capacity] = *roomy[choice.below(roomy.size())];
    setCapacity(capacity, *capacity - 1);
    return name;
}

std::string PeeringRoutes::knownText() const
{
    std::string text;
    std::size_t shown = 0, told = 0;
    for (const auto& [peer, capacity] : m_peers) {
        if (!capacity)
            continue;
        if (++told > MostShown)
            continue;
        text += (shown++ == 0 ? "" : ", ") + printableText(peer, MostShownBytes) + " " + std::to_string(*capacity);
    }
    if (told > shown)
        text += " and " + std::to_string(told - shown) + " more";
    return text;
}

} // namespace zeroloom
