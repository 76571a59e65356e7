#include "ui/inspector/problems_panel.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/inspector/inspector_page.h"
#include "ui/inspector/problem_card.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// More would not be read; the rest is counted.
constexpr std::size_t MostShown = 200;

Diagnostic liveProblem(Severity severity, std::string code, Place where, std::string message, std::string fix)
{
    return {severity, std::move(code), std::move(where), std::move(message), std::move(fix), std::nullopt};
}

// The same card can show both: figures in the words of a live problem change with every tick.
bool sameProblem(const Diagnostic& one, const Diagnostic& other)
{
    const auto actOf = [](const Diagnostic& problem) { return problem.edit ? problem.edit->text : std::string(); };
    return one.code == other.code && one.where == other.where && one.fix == other.fix && actOf(one) == actOf(other);
}

} // namespace

ProblemsPanel::ProblemsPanel(Document& document, RunController& run, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run), m_countLabel(new QLabel(this)), m_list(new QVBoxLayout)
{
    setAccessibleName(tr("Problems"));
    auto* header = new QHBoxLayout;
    header->addWidget(InspectorPage::makeHeading(tr("Problems")));
    header->addStretch();
    header->addWidget(m_countLabel);
    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, Theme::Unit, 0);
    m_list->setSpacing(0);
    contentLayout->addLayout(m_list);
    contentLayout->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::Unit, Theme::Unit, Theme::Unit, 0);
    header->setContentsMargins(0, 0, Theme::Unit,
                               0); // as far from the edge as everything else; the list has its bar there
    layout->addLayout(header);
    layout->addWidget(scroll, 1);

    connect(&document, &Document::diagnosticsChanged, this, &ProblemsPanel::rebuild);
    connect(&run, &RunController::observationChanged, this, &ProblemsPanel::rebuild);
    connect(&run, &RunController::stateChanged, this, &ProblemsPanel::rebuild);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_shown.assign(1, {}); // differs from anything, so that icons are drawn anew
        m_cards.clear();
        rebuild();
    });
    m_shown.push_back({});
    rebuild();
}

std::vector<Diagnostic> ProblemsPanel::liveProblems() const
{
    std::vector<Diagnostic> problems;
    if (m_run.state() == RunState::Stopped)
        return problems;
    const ObservationPtr observation = m_run.observation();
    for (const Node& node : m_document.topology().nodes) {
        const auto found = observation->nodes.find(node.id);
        if (found == observation->nodes.end())
            continue;
        const NodeObservation& observed = found->second;
        if (observed.state == NodeState::Failed)
            problems.push_back(liveProblem(Severity::Error, "node-failed", {node.id, {}, {}},
                                           node.title() + " failed: " + observed.error, {}));
        else if (!observed.jam.empty())
            problems.push_back(liveProblem(Severity::Warning, "jam", {node.id, {}, {}},
                                           node.title() + " " + observed.jam + "; the jam starts here",
                                           "Make it faster, add another beside it, or send less."));
    }
    for (const Wire& wire : m_document.topology().wires) {
        const auto found = observation->wires.find(wire.id);
        if (found == observation->wires.end())
            continue;
        for (const WireEndObservation* end : {&found->second.from, &found->second.to}) {
            if (end->state == ConnectionState::Failed || end->state == ConnectionState::Refused)
                problems.push_back(liveProblem(
                    Severity::Error, "wire-failed", {{}, {}, wire.id},
                    "Wire " + wireText(m_document.topology(), wire).toStdString() + ": " + end->detail, {}));
        }
    }
    return problems;
}

void ProblemsPanel::rebuild()
{
    std::vector<Diagnostic> problems = liveProblems();
    problems.insert(problems.end(), m_document.diagnostics().begin(), m_document.diagnostics().end());
    if (problems.size() == m_shown.size() &&
        std::equal(problems.begin(), problems.end(), m_shown.begin(), sameProblem)) {
        m_shown = std::move(problems); // edits inside may be newer
        for (std::size_t i = 0; i < m_cards.size(); ++i)
            m_cards[i]->setMessage(m_shown[i].severity, m_shown[i].message);
        return;
    }
    m_shown = std::move(problems);
    clearLayout(m_list);
    m_cards.clear();
    for (std::size_t i = 0; i < std::min(m_shown.size(), MostShown); ++i) {
        auto* card = new ProblemCard(m_shown[i], this);
        m_list->addWidget(card);
        m_cards.push_back(card);
        connect(card, &ProblemCard::revealRequested, this, [this, i] {
            if (i < m_shown.size())
                m_document.reveal(m_shown[i].where);
        });
        connect(
            card, &ProblemCard::fixRequested, this,
            [this, i] {
                if (i < m_shown.size() && m_shown[i].edit && !m_document.editor().apply(*m_shown[i].edit))
                    m_document.checkNow(); // what it would mend has changed meanwhile
            },
            Qt::QueuedConnection);
    }
    if (m_shown.size() > MostShown)
        m_list->addWidget(InspectorPage::makeHint(tr("and %1 more").arg(countText(m_shown.size() - MostShown))));
    if (m_shown.empty())
        m_list->addWidget(InspectorPage::makeHint(tr("Nothing is wrong.")));
    const auto count = std::count_if(m_shown.begin(), m_shown.end(),
                                     [](const Diagnostic& problem) { return problem.severity != Severity::Info; });
    m_countLabel->setText(count ? countText(static_cast<std::uint64_t>(count)) : QString());
    if (count != m_count) {
        m_count = static_cast<int>(count);
        Q_EMIT countChanged(m_count);
    }
}

} // namespace zeroloom
