#include "ui/lesson/introduction_page.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/lesson/lesson_session.h"
#include "ui/lesson/prose_label.h"
#include "ui/lesson/step_list.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

IntroductionPage::IntroductionPage(LessonSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_column(new QVBoxLayout(this)), m_steps(new StepList(session, this))
{
    const Lesson& lesson = session.lesson();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Theme::Unit);
    m_column->addWidget(new ProseLabel(toQString(lesson.introduction), this));
    m_column->addWidget(makeTitleLabel(tr("Steps"), this));
    m_column->addWidget(m_steps);
    if (!lesson.guide.empty()) {
        QLabel* guide = makeWordsLabel(
            tr("In the ZeroMQ guide: chapter %1, “%2”").arg(lesson.chapter).arg(toQString(lesson.guide)), this, true);
        guide->setObjectName(QStringLiteral("guideSection"));
        guide->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_column->addWidget(guide);
    }
}

void IntroductionPage::refresh()
{
    auto* steps = new StepList(m_session, this);
    delete m_column->replaceWidget(m_steps, steps);
    m_steps->deleteLater();
    m_steps = steps;
}

} // namespace zeroloom
