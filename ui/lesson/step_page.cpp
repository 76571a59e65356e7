#include "ui/lesson/step_page.h"

#include <algorithm>

#include <QButtonGroup>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/lesson/act_list.h"
#include "ui/lesson/choice_button.h"
#include "ui/lesson/claim_row.h"
#include "ui/lesson/lesson_session.h"
#include "ui/lesson/plate.h"
#include "ui/lesson/prose_label.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

StepPage::StepPage(LessonSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Theme::Unit);
    const LessonStep& step = session.current();
    m_column->addWidget(
        makeWordsLabel(tr("Step %1 of %2").arg(session.step() + 1).arg(session.lesson().steps.size()), this, true));
    QLabel* title = makeTitleLabel(toQString(step.title), this);
    title->setObjectName(QStringLiteral("stepTitle"));
    m_column->addWidget(title);
    if (!step.text.empty())
        m_column->addWidget(new ProseLabel(toQString(step.text), this));
    if (!step.acts.empty())
        addActs();
    if (step.prediction)
        addPrediction();
    if (!step.claims.empty())
        addClaims();
    refresh();
}

void StepPage::addActs()
{
    m_column->addSpacing(Theme::Unit / 2);
    m_column->addWidget(makeWordsLabel(tr("What this step does to the network"), this, true));
    m_acts = new ActList(m_session.current().acts, this);
    m_column->addWidget(m_acts);
}

void StepPage::addPrediction()
{
    const Prediction& asked = *m_session.current().prediction;
    auto* plate = new Plate(Plate::Tone::Plain, this);
    plate->setObjectName(QStringLiteral("prediction"));
    plate->setAccessibleName(toQString(asked.question));
    plate->column()->addWidget(makeWordsLabel(tr("What do you expect?"), plate, true));
    plate->column()->addWidget(makeTitleLabel(toQString(asked.question), plate));
    auto* group = new QButtonGroup(plate);
    for (std::size_t i = 0; i < asked.choices.size(); ++i) {
        auto* choice = new ChoiceButton(toQString(asked.choices[i]), plate);
        group->addButton(choice);
        // Toggled, since the arrow keys choose, too.
        connect(choice, &QAbstractButton::toggled, this, [this, i](bool on) {
            if (on)
                m_session.choose(i);
        });
        plate->column()->addWidget(choice);
        m_choices.push_back(choice);
    }
    m_column->addWidget(plate);
}

void StepPage::addClaims()
{
    m_claims = new QWidget(this);
    auto* column = new QVBoxLayout(m_claims);
    column->setContentsMargins(0, Theme::Unit / 2, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeWordsLabel(tr("What the lesson says, checked against the live figures"), m_claims, true));
    for (const Claim& claim : m_session.current().claims) {
        auto* row = new ClaimRow(claim, m_claims);
        column->addWidget(row);
        m_rows.push_back(row);
    }
    m_column->addWidget(m_claims);
}

QWidget* StepPage::firstChoice() const
{
    const auto chosen = std::ranges::find_if(m_choices, [](const ChoiceButton* one) { return one->isChecked(); });
    if (chosen != m_choices.end())
        return *chosen;
    return m_choices.empty() ? nullptr : m_choices.front();
}

void StepPage::refresh()
{
    const LessonSession::Phase phase = m_session.phase();
    const bool reading = phase == LessonSession::Phase::Reading || phase == LessonSession::Phase::Preparing;
    // The claims would give the answer away before.
    const bool shown = !reading && phase != LessonSession::Phase::Failed;
    if (m_claims != nullptr)
        m_claims->setVisible(shown);
    const auto& results = m_session.results();
    for (std::size_t i = 0; i < m_rows.size() && i < results.size(); ++i)
        m_rows[i]->setResult(results[i]);
    for (ChoiceButton* choice : m_choices)
        choice->setEnabled(reading);
    if (m_acts != nullptr)
        m_acts->setDone(m_session.actsDone(), phase == LessonSession::Phase::Acting);
    refreshVerdict();
}

// Neutral: a wrong guess is what one learns from, and a run that went otherwise proves nobody right.
QString StepPage::verdict() const
{
    const auto& results = m_session.results();
    const bool cameTrue =
        std::ranges::all_of(results, [](const ClaimResult& one) { return one.state == ClaimState::CameTrue; });
    const QString otherwise =
        tr("This run went otherwise than the lesson says; the figures above are what happened here.");
    if (!m_session.current().prediction || !m_session.chosen())
        return cameTrue ? QString() : otherwise;
    const Prediction& asked = *m_session.current().prediction;
    const QString chosen = toQString(asked.choices[*m_session.chosen()]);
    const QString right = toQString(asked.choices[asked.right]);
    if (!cameTrue)
        return tr("%1 So it does not settle your prediction, “%2”. The lesson expects: “%3”.")
            .arg(otherwise, chosen, right);
    if (*m_session.chosen() == asked.right)
        return tr("As you predicted: “%1”.").arg(right);
    return tr("You expected: “%1”. What happens: “%2”.").arg(chosen, right);
}

void StepPage::refreshVerdict()
{
    const QString text = m_session.phase() == LessonSession::Phase::Told ? verdict() : QString();
    if (text.isEmpty()) {
        delete m_verdict;
        m_verdict = nullptr;
        return;
    }
    if (m_verdict != nullptr)
        return;
    const bool cameTrue = std::ranges::all_of(m_session.results(),
                                              [](const ClaimResult& one) { return one.state == ClaimState::CameTrue; });
    const auto& asked = m_session.current().prediction;
    const bool right = cameTrue && asked && m_session.chosen() == asked->right;
    m_verdict = new Plate(!cameTrue ? Plate::Tone::Warning : right ? Plate::Tone::Good : Plate::Tone::Plain, this);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdictText = makeWordsLabel(text, m_verdict);
    m_verdict->column()->addWidget(m_verdictText);
    m_verdict->setAccessibleName(text);
    m_column->addWidget(m_verdict);
}

} // namespace zeroloom
