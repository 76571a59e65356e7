#include "ui/lesson/step_list.h"

#include <QGridLayout>
#include <QLabel>

#include "ui/inspector/elided_label.h"
#include "ui/lesson/lesson_session.h"
#include "ui/lesson/prose_label.h"
#include "ui/lesson/step_bar.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

StepList::StepList(LessonSession& session, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("stepList"));
    setAccessibleName(tr("Steps of the lesson"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Theme::Unit);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    for (std::size_t step = 0; step < session.lesson().steps.size(); ++step) {
        const auto row = static_cast<int>(step);
        const QString title = QStringLiteral("%1  %2").arg(row + 1).arg(toQString(session.lesson().steps[step].title));
        const QString state = stepStateText(session, step);
        const bool done = session.record().steps.contains(step);
        auto* button = new ElidedButton(title, this);
        button->setEnabled(session.canGoTo(step));
        button->setAccessibleName(tr("Step %1, %2").arg(title, state));
        button->setToolTip(title);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // its words give way, not the panel
        connect(button, &QPushButton::clicked, &session, [&session, step] { session.goTo(step); });
        grid->addWidget(button, row, 0, 1, done ? 1 : 2); // nothing came of it yet: its title has the room
        if (!done)
            continue;
        QLabel* word = makeWordsLabel(state, this, true);
        word->setWordWrap(false);
        grid->addWidget(word, row, 1, Qt::AlignRight | Qt::AlignVCenter);
    }
}

} // namespace zeroloom
