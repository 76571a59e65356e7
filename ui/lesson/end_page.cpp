#include "ui/lesson/end_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/lesson/lesson_session.h"
#include "ui/lesson/plate.h"
#include "ui/lesson/prose_label.h"
#include "ui/lesson/step_list.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

struct Tally {
    int predicted = 0, right = 0;
    QStringList untrue; // titles of steps
};

Tally tallyOf(const LessonSession& session)
{
    Tally tally;
    for (const auto& [number, done] : session.record().steps) {
        if (number >= session.lesson().steps.size())
            continue;
        const LessonStep& step = session.lesson().steps[number];
        if (!done.cameTrue)
            tally.untrue << QStringLiteral("“%1”").arg(toQString(step.title));
        if (step.prediction && done.prediction) {
            ++tally.predicted;
            tally.right += *done.prediction == step.prediction->right ? 1 : 0;
        }
    }
    return tally;
}

QString predictionText(const Tally& tally)
{
    if (tally.predicted == 0)
        return {};
    if (tally.right == tally.predicted)
        return EndPage::tr("You predicted every step as it came.");
    return EndPage::tr("You predicted %1 of %2 steps as they came; the others are those that were worth trying.")
        .arg(tally.right)
        .arg(tally.predicted);
}

} // namespace

EndPage::EndPage(LessonSession& session, const std::optional<LessonLink>& next, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::Unit);
    QLabel* title = makeTitleLabel(tr("The lesson is done"), this);
    title->setObjectName(QStringLiteral("stepTitle"));
    column->addWidget(title);
    const Tally tally = tallyOf(session);
    const bool all = tally.untrue.isEmpty();
    auto* plate = new Plate(all ? Plate::Tone::Good : Plate::Tone::Warning, this);
    plate->setObjectName(QStringLiteral("verdict"));
    plate->column()->addWidget(
        makeWordsLabel(all ? tr("Everything that the lesson says came true on this machine.")
                           : tr("Not everything came true in this run: %1. Go back to see the figures, and try again.")
                                 .arg(tally.untrue.join(QStringLiteral(", "))),
                       plate));
    if (const QString text = predictionText(tally); !text.isEmpty())
        plate->column()->addWidget(makeWordsLabel(text, plate));
    column->addWidget(plate);
    column->addWidget(makeWordsLabel(tr("The network is yours now: what runs goes on, and everything can be changed. "
                                        "Right-click a node or a wire for "
                                        "what else can be done to it."),
                                     this));
    column->addWidget(makeTitleLabel(tr("Steps"), this));
    column->addWidget(new StepList(session, this));
    auto* ways = new QHBoxLayout;
    ways->setSpacing(Theme::Unit);
    const auto addWay = [&](const QIcon& icon, const QString& text, void (EndPage::*wanted)()) {
        auto* button = new QPushButton(icon, text, this);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, wanted);
        ways->addWidget(button);
        return button;
    };
    if (next) {
        column->addWidget(makeWordsLabel(tr("Next: “%1”").arg(next->title), this));
        QPushButton* button = addWay({}, tr("Next Lesson"), &EndPage::nextWanted);
        button->setObjectName(QStringLiteral("nextLesson"));
        button->setToolTip(tr("Opens “%1” in place of this network").arg(next->title));
    }
    addWay(Theme::instance().icon(QStringLiteral("gallery")), tr("More Patterns…"), &EndPage::galleryWanted);
    ways->addStretch();
    column->addLayout(ways);
}

} // namespace zeroloom
