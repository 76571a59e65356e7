#include "core/liveness/heart_table.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/liveness/heart_causes.h"
#include "core/liveness/pong_reader.h"

namespace zeroloom {

namespace {

// Of hearts that made room, so many are told to those who have not asked since.
constexpr std::size_t MostGone = 4096;

bool isOver(HeartState state) { return state == HeartState::Lost || state == HeartState::Left; }

// The routing id within a key, if ids of a broker follow it; empty if it is the only one.
std::string_view sharedConnection(std::string_view key)
{
    const std::size_t first = 1 + static_cast<unsigned char>(key.front());
    return first < key.size() ? key.substr(0, first) : std::string_view();
}

} // namespace

HeartTable::Slot HeartTable::find(std::span<const std::string_view> ids)
{
    m_key.clear();
    appendHeartKey(ids, m_key);
    const auto found = m_slots.find(m_key);
    return found == m_slots.end() ? None : found->second;
}

HeartTable::Slot HeartTable::add(std::span<const std::string_view> ids, Nanoseconds now)
{
    const Slot slot = freeSlot(now);
    if (slot == None)
        return None;
    m_key.clear();
    appendHeartKey(ids, m_key);
    m_keys[slot] = &m_slots.emplace(m_key, slot).first->first;
    HeartRow& row = m_rows[slot];
    row.heart.number = m_nextNumber++;
    row.heart.id = heartName(ids);
    row.heart.madeId = isMadeId(ids.front());
    row.heart.state = HeartState::Late;
    row.heart.sinceNs = row.lastSignNs = static_cast<std::uint64_t>(std::max<std::int64_t>(now.count(), 0));
    ++m_counts[static_cast<std::size_t>(HeartState::Late)];
    touch(slot);
    return slot;
}

HeartTable::Slot HeartTable::freeSlot(Nanoseconds now)
{
    if (m_rows.size() < m_mostHearts) {
        m_rows.emplace_back();
        m_pulses.emplace_back();
        m_keys.push_back(nullptr);
        link(static_cast<Slot>(m_rows.size() - 1));
        return static_cast<Slot>(m_rows.size() - 1);
    }
    if (m_over.empty())
        return None;
    const Slot slot = std::get<Slot>(*m_over.begin());
    if (m_rows[slot].heart.state == HeartState::Lost)
        apply(slot, {HeartState::Left, std::string(MadeRoomCause)}, false, 0, now);
    m_over.erase(turn(slot));
    m_gone.emplace_back(++m_version, shown(m_rows[slot]));
    if (m_gone.size() > MostGone)
        m_gone.pop_front();
    --m_counts[static_cast<std::size_t>(HeartState::Left)];
    m_unresolved.erase(m_rows[slot].heart.number);
    if (m_keys[slot] != nullptr)
        m_slots.erase(*m_keys[slot]);
    m_keys[slot] = nullptr;
    unlink(slot);
    m_rows[slot] = {};
    m_pulses[slot] = {};
    link(slot);
    return slot;
}

std::tuple<bool, std::uint64_t, HeartTable::Slot> HeartTable::turn(Slot slot) const
{
    const Heart& heart = m_rows[slot].heart;
    return {heart.state == HeartState::Lost, heart.sinceNs, slot};
}

void HeartTable::link(Slot slot)
{
    HeartRow& row = m_rows[slot];
    row.older = m_newest;
    row.newer = None;
    if (m_newest != None)
        m_rows[m_newest].newer = slot;
    m_newest = slot;
}

void HeartTable::unlink(Slot slot)
{
    const HeartRow& row = m_rows[slot];
    if (row.older != None)
        m_rows[row.older].newer = row.newer;
    (row.newer != None ? m_rows[row.newer].older : m_newest) = row.older;
}

void HeartTable::touch(Slot slot)
{
    m_rows[slot].changed = ++m_version;
    if (m_newest == slot)
        return;
    unlink(slot);
    link(slot);
}

void HeartTable::apply(Slot slot, Verdict verdict, bool first, std::uint32_t rttUs, Nanoseconds now)
{
    HeartRow& row = m_rows[slot];
    const HeartState before = row.heart.state;
    row.heart.cause = std::move(verdict.cause);
    if (before != verdict.state) {
        if (isOver(before))
            m_over.erase(turn(slot));
        --m_counts[static_cast<std::size_t>(before)];
        ++m_counts[static_cast<std::size_t>(verdict.state)];
        row.heart.state = verdict.state;
        row.heart.sinceNs = static_cast<std::uint64_t>(std::max<std::int64_t>(now.count(), 0));
        if (isOver(verdict.state))
            m_over.insert(turn(slot));
        if (verdict.state == HeartState::Left) {
            m_pulses[slot].judgedFrom = HeartPulse::NoBeat;
            m_pulses[slot].lookAt = Nanoseconds::max();
        }
    }
    countPeer(slot);
    if (verdict.state == HeartState::Left && row.heart.madeId && m_keys[slot] != nullptr) {
        m_slots.erase(*m_keys[slot]); // who comes under this id now is another
        m_keys[slot] = nullptr;
    }
    if (const auto kind = changeOf(before, verdict.state, first))
        record({static_cast<std::uint64_t>(std::max<std::int64_t>(now.count(), 0)), row.heart.number, *kind,
                row.heart.id, rttUs, row.heart.missedInRow, row.heart.cause});
    touch(slot);
}

// A lost heart whose connection is open is still a peer, and one that did answer.
void HeartTable::countPeer(Slot slot)
{
    HeartRow& row = m_rows[slot];
    const HeartState state = row.heart.state;
    const bool counts =
        row.everAnswered() && state != HeartState::Left && !(state == HeartState::Lost && row.connectionClosed);
    if (counts == row.countsAsPeer || m_keys[slot] == nullptr)
        return;
    row.countsAsPeer = counts;
    const std::string_view shared = sharedConnection(*m_keys[slot]);
    if (shared.empty())
        m_plainPeers += counts ? 1 : -1;
    else if (counts)
        ++m_sharedPeers[std::string(shared)];
    else if (const auto peer = m_sharedPeers.find(std::string(shared)); --peer->second == 0)
        m_sharedPeers.erase(peer);
}

void HeartTable::record(HeartChange change)
{
    m_changes.push_back(std::move(change));
    if (m_changes.size() > m_mostChanges) {
        m_changes.pop_front();
        ++m_changesLost;
    }
}

Heart HeartTable::shown(const HeartRow& row)
{
    Heart heart = row.heart;
    heart.rttMedianUs = row.roundTrips.quantile(0.5);
    heart.rttP99Us = row.roundTrips.quantile(0.99);
    return heart;
}

std::vector<Heart> HeartTable::heartsSince(std::uint64_t& stamp) const
{
    std::vector<Slot> slots;
    for (Slot slot = m_newest; slot != None && m_rows[slot].changed > stamp; slot = m_rows[slot].older)
        slots.push_back(slot);
    std::ranges::sort(slots, {}, [this](Slot slot) { return m_rows[slot].heart.number; });
    std::vector<Heart> hearts;
    hearts.reserve(slots.size());
    for (auto gone = m_gone.rbegin(); stamp > 0 && gone != m_gone.rend() && gone->first > stamp; ++gone)
        hearts.push_back(gone->second);
    for (const Slot slot : slots)
        hearts.push_back(shown(m_rows[slot]));
    stamp = m_version;
    return hearts;
}

std::uint64_t HeartTable::takeChanges(std::vector<HeartChange>& into)
{
    into.insert(into.end(), std::make_move_iterator(m_changes.begin()), std::make_move_iterator(m_changes.end()));
    m_changes.clear();
    return std::exchange(m_changesLost, 0);
}

void HeartTable::resolve(Slot slot)
{
    HeartRow& row = m_rows[slot];
    row.heart.processId = 0;
    row.heart.process.clear();
    if (row.descriptor >= 0 || !row.heart.address.empty())
        m_unresolved[row.heart.number] = slot;
}

std::vector<std::pair<std::uint32_t, HeartPeer>> HeartTable::unresolved(std::size_t most) const
{
    std::vector<std::pair<std::uint32_t, HeartPeer>> hearts;
    for (const auto& [number, slot] : m_unresolved) {
        if (hearts.size() == most)
            break;
        hearts.emplace_back(number, m_rows[slot].peer());
    }
    return hearts;
}

void HeartTable::setProcess(std::uint32_t heart, const HeartPeer& peer, std::int64_t processId, std::string name)
{
    const auto found = m_unresolved.find(heart);
    if (found == m_unresolved.end() || m_rows[found->second].peer() != peer)
        return; // it has another connection since, which is asked for by itself
    HeartRow& row = m_rows[found->second];
    row.heart.processId = processId;
    row.heart.process = std::move(name);
    touch(found->second);
    m_unresolved.erase(found);
}

} // namespace zeroloom
