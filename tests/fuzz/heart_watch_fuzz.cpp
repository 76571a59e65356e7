// What comes in on a monitor's sockets, and in which order and at which times: whatever it is, hearts are counted
// right, and nothing that is not a beat counts as one. The input is a list of steps, each of a byte that says what and
// bytes that it needs.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/liveness/heart_watch.h"
#include "core/liveness/pong_reader.h"

namespace {

using namespace zeroloom;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : m_rest(reinterpret_cast<const char*>(data), size) {}
    bool isEmpty() const { return m_rest.empty(); }
    std::uint8_t byte() { return m_rest.empty() ? 0 : static_cast<std::uint8_t>(text(1).front()); }
    std::string_view text(std::size_t size)
    {
        const std::string_view text = m_rest.substr(0, size);
        m_rest.remove_prefix(text.size());
        return text;
    }

private:
    std::string_view m_rest;
};

class FuzzedWitness final : public HeartWitness {
public:
    std::string address(int descriptor) override { return std::to_string(descriptor); }
    HeartEvidence evidence(const HeartPeer&) override { return said; }
    HeartEvidence said;
};

class Session {
public:
    explicit Session(Input input)
        : m_input(input), m_watch(m_input.byte() % 2 == 0 ? BeatSide::Sends : BeatSide::Listens)
    {
    }

    void run()
    {
        while (!m_input.isEmpty()) {
            step(m_input.byte());
            check();
        }
    }

private:
    void step(std::uint8_t what)
    {
        switch (what % 10) {
        case 0:
            m_beats.push_back(m_watch.beat(m_now));
            break;
        case 1:
            m_watch.beatsLeft(m_watch.lastBeat() - std::min<std::uint64_t>(m_watch.lastBeat(), m_input.byte() % 4),
                              m_now);
            break;
        case 2: // now and then backwards
            m_now += std::chrono::milliseconds(static_cast<std::int8_t>(m_input.byte()) * 50 + 2000);
            break;
        case 3:
            m_watch.judge(m_now - std::chrono::milliseconds(m_input.byte()), m_now, m_witness);
            break;
        case 4:
        case 5:
            answer(what >= 128);
            break;
        case 6:
            m_watch.heard(id(), m_input.text(m_input.byte() % 8), m_input.byte() % 4 - 1, m_now, m_witness);
            break;
        case 7:
            if (what >= 128)
                m_watch.expect(id(), "", m_now);
            else
                m_watch.dismiss(id(), m_now);
            break;
        case 8: {
            const std::uint8_t said = m_input.byte();
            m_witness.said = {(said & 1) != 0, (said & 2) != 0, static_cast<PeerProcess>((said >> 2) % 6), {}};
            break;
        }
        case 9:
            changeRule();
            break;
        }
    }

    std::string_view id() { return m_input.text(m_input.byte() % 6); }

    void answer(bool withBeat)
    {
        std::vector<std::string_view> frames;
        const std::uint8_t count = m_input.byte() % 11;
        for (std::uint8_t i = 0; i < count; ++i)
            frames.push_back(m_input.text(m_input.byte()));
        if (withBeat && !m_beats.empty())
            frames.push_back(m_beats[m_beats.size() - 1 - m_input.byte() % m_beats.size()]);
        const std::size_t before = beats();
        const AnswerKind kind = m_watch.answer(frames, m_input.byte() % 4 - 1, m_now, m_witness);
        const bool counts = kind == AnswerKind::Beat || kind == AnswerKind::LateBeat;
        require(beats() - before == (counts ? 1U : 0U));
        const bool isBeat = !frames.empty() && std::ranges::find(m_beats, frames.back()) != m_beats.end();
        if (kind <= AnswerKind::Repeated)
            require(frames.size() >= 2 && frames.size() <= MostPongFrames && isBeat);
    }

    void changeRule()
    {
        HeartRule rule;
        rule.period = std::chrono::milliseconds(m_input.byte() * 20);
        rule.misses = m_input.byte() % 5;
        rule.grace = std::chrono::milliseconds(m_input.byte() * 20);
        rule.verdict = m_input.byte() % 2 == 0 ? VerdictRule::Misses : VerdictRule::Phi;
        rule.threshold = m_input.byte() / 16.0;
        m_watch.setRule(rule, m_now);
        require(m_watch.rule().period.count() > 0 && m_watch.rule().misses > 0 && m_watch.rule().threshold > 0);
    }

    std::size_t beats() const
    {
        std::uint64_t stamp = 0;
        std::size_t sum = 0;
        for (const Heart& heart : m_watch.heartsSince(stamp))
            sum += heart.beats;
        return sum;
    }

    void check()
    {
        std::uint64_t stamp = 0;
        std::array<std::uint32_t, 4> states{};
        for (const Heart& heart : m_watch.heartsSince(stamp)) {
            ++states[static_cast<std::size_t>(heart.state)];
            require(heart.lateBeats <= heart.beats && heart.id.size() <= 2 * MostIdBytes + 16);
            require(heart.state == HeartState::Alive || !heart.cause.empty());
        }
        const HeartMonitorFigures figures = m_watch.figures(m_now);
        require(figures.alive == states[0] && figures.late == states[1] && figures.lost == states[2] &&
                figures.left == states[3]);
        std::vector<HeartChange> changes;
        m_watch.takeChanges(changes);
        for (const HeartChange& change : changes)
            require(change.kind != HeartChangeKind::Lost || !change.cause.empty());
        m_watch.nextVerdict();
    }

    Input m_input;
    HeartWatch m_watch;
    FuzzedWitness m_witness;
    Nanoseconds m_now = std::chrono::seconds(100);
    std::vector<std::string> m_beats;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Session(Input(data, std::min<std::size_t>(size, 4096))).run();
    return 0;
}
