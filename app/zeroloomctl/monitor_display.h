// What a person or a program sees of monitored hearts: a live table on a terminal, plain lines into a pipe, one JSON
// object a line for programs.
//
// Owned and called by the main thread. A display also follows the run, so that no change of state is missed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/zeroloomctl/heart_ledger.h"
#include "app/zeroloomctl/row_table.h"
#include "app/zeroloomctl/run_display.h"
#include "app/zeroloomctl/run_follower.h"

namespace zeroloom {

// A monitor whose hearts have left for good, which makes it superfluous.
struct Departure {
    NodeId monitor;
    std::string cause;
};

class MonitorDisplay : public RunDisplay, public RunFollower {
public:
    const HeartLedger& book() const { return m_book; }

    // Asked about ten times a second; every monitor that it names is taken out of the run. `topology`: what runs.
    void setDepartures(const Topology& topology, std::function<std::vector<Departure>()> departures);

    [[nodiscard]] Status follow(const Observer& observer) final;
    std::optional<Topology> wanted() final { return std::exchange(m_wanted, std::nullopt); }
    bool hasReader() const final { return m_hasReader; }

protected:
    // What happened, in the order of time. `leftOut`: changes of state that came faster than they could be kept.
    virtual bool tell(const std::vector<HeartTold>& told, std::uint64_t leftOut) = 0;

    // All hearts that there have been; nothing while there is none.
    std::string tableText(TableRoom room, const Style& style) const;

private:
    std::vector<HeartTold> takeDepartures(double seconds);

    HeartLedger m_book;
    std::uint64_t m_last = 0;
    Topology m_topology;
    std::function<std::vector<Departure>()> m_departures;
    std::optional<Topology> m_wanted;
    bool m_hasReader = true;
};

enum class MonitorOutput { ForPeople, JsonLines };

// `title` is what is monitored, "Heartbeats at tcp://127.0.0.1:5555".
std::unique_ptr<MonitorDisplay> makeMonitorDisplay(const std::string& title, MonitorOutput output);

} // namespace zeroloom
