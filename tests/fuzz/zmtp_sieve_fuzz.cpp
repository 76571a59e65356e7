// Lets arbitrary bytes through a sieve, in pieces as they may come. Whatever they are: what passes does not depend on
// the pieces, nothing is made up, and where nothing is taken everything passes.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/host/zmtp_sieve.h"

using namespace zeroloom;

namespace {

struct Outcome {
    std::string passed;
    std::uint64_t taken = 0;
};

// `takes`: each second message, by their order, which the pieces do not change.
Outcome sieved(std::string_view bytes, std::size_t piece, bool keepsSubscriptions, bool takesAny)
{
    ZmtpSieve sieve(keepsSubscriptions);
    Outcome outcome;
    bool second = false;
    const auto takes = [&] { return takesAny && (second = !second); };
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        sieve.pass(bytes.substr(at, piece), takes, outcome.passed);
    outcome.taken = sieve.taken();
    sieve.giveUp();
    sieve.pass(" ", takes, outcome.passed); // what it held back of a frame's header comes out with the next byte
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const bool keepsSubscriptions = (data[0] & 1) != 0;
    const std::size_t piece = 1 + (data[0] >> 1);
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (sieved(bytes, piece, keepsSubscriptions, false).passed != std::string(bytes) + " ")
        std::abort();
    const Outcome pieces = sieved(bytes, piece, keepsSubscriptions, true);
    const Outcome whole = sieved(bytes, size, keepsSubscriptions, true);
    if (pieces.passed != whole.passed || pieces.taken != whole.taken || whole.passed.size() > bytes.size() + 1)
        std::abort();
    return 0;
}
