// What a person sees of a run: a table that is redrawn in place on a terminal, plain lines anywhere else.
//
// Owned and called by the main thread.
#pragma once

#include <memory>
#include <string>

#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom {

class RunDisplay {
public:
    virtual ~RunDisplay() = default;

    // Shows what is known now, as often as suits the display. False when the reader has left.
    virtual bool update(const Observation& observation) = 0;
    // To standard error, without tearing what is on the screen.
    virtual void message(const std::string& text) = 0;
    // The last state, which stays.
    virtual void finish(const Observation& observation) = 0;
    // The next words in the title: "running", "draining".
    virtual void setState(const std::string& state) = 0;
};

// `descriptor`: standard output, or standard error when something else is written to standard output.
std::unique_ptr<RunDisplay> makeRunDisplay(const Topology& topology, int descriptor);

} // namespace zeroloom
