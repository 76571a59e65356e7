#include "ui/lesson/lesson_panel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/lesson/end_page.h"
#include "ui/lesson/introduction_page.h"
#include "ui/lesson/plate.h"
#include "ui/lesson/prose_label.h"
#include "ui/lesson/step_bar.h"
#include "ui/lesson/step_page.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int Margin = Theme::Unit * 2;

// A line between the parts of the panel.
QWidget* makeDivider(QWidget* parent)
{
    auto* line = new QWidget(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

} // namespace

LessonPanel::LessonPanel(Document& document, RunController& run, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run), m_title(makeTitleLabel({}, this)),
      m_subtitle(makeWordsLabel({}, this, true)), m_barPlace(new QWidget(this)), m_scroll(new QScrollArea(this)),
      m_back(new QPushButton(tr("Back"), this)), m_again(new QPushButton(tr("Again"), this)),
      m_goOn(new QPushButton(this))
{
    setObjectName(QStringLiteral("lessonPanel"));
    setAccessibleName(tr("Lesson"));
    setMinimumWidth(32 * Theme::Unit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHead(layout);
    layout->addWidget(makeDivider(this));
    m_scroll->setObjectName(QStringLiteral("lessonText"));
    m_scroll->setAccessibleName(tr("Text of the lesson"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QScrollBar* bar = m_scroll->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int most) {
        if (m_followsEnd)
            bar->setValue(most);
    });
    connect(bar, &QScrollBar::actionTriggered, this, [this] { m_followsEnd = false; });
    layout->addWidget(m_scroll, 1);
    layout->addWidget(makeDivider(this));
    buildFoot(layout);
    // Texts are made in the colours and fonts of the theme.
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        if (m_session != nullptr)
            showPage();
    });
}

void LessonPanel::buildHead(QVBoxLayout* layout)
{
    m_title->setObjectName(QStringLiteral("lessonTitle"));
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeLesson"));
    close->setIcon(Theme::instance().icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close the lesson; the network stays as it is"));
    close->setAccessibleName(tr("Close the lesson"));
    connect(close, &QToolButton::clicked, this, &LessonPanel::close);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    auto* row = new QHBoxLayout;
    row->addLayout(words, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(Margin, Theme::Unit * 3 / 2, Theme::Unit, Theme::Unit * 3 / 2);
    head->setSpacing(Theme::Unit);
    head->addLayout(row);
    head->addWidget(m_barPlace);
    auto* place = new QVBoxLayout(m_barPlace);
    place->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
}

void LessonPanel::buildFoot(QVBoxLayout* layout)
{
    m_back->setToolTip(tr("The page before"));
    m_again->setToolTip(tr("This step from its beginning: what runs is made what it was then"));
    m_goOn->setObjectName(QStringLiteral("goOn"));
    m_goOn->setProperty(FlatStyle::ProminentProperty, true);
    m_goOn->setFont(Theme::instance().titleFont());
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(Margin, Theme::Unit, Margin, Theme::Unit);
    foot->setSpacing(Theme::Unit);
    foot->addWidget(m_back);
    foot->addWidget(m_again);
    foot->addStretch();
    foot->addWidget(m_goOn);
    for (QPushButton* button : {m_back, m_again, m_goOn})
        button->setAutoDefault(false);
    layout->addLayout(foot);
    connect(m_back, &QPushButton::clicked, this, &LessonPanel::goBack);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_session != nullptr)
            m_session->goTo(m_session->step());
    });
    connect(m_goOn, &QPushButton::clicked, this, &LessonPanel::goOn);
}

void LessonPanel::open(GalleryEntry entry, std::optional<std::size_t> step, std::optional<LessonLink> next)
{
    delete m_bar;
    delete m_session;
    m_next = std::move(next);
    m_session = new LessonSession(std::move(entry), m_document, m_run, this);
    const Lesson& lesson = m_session->lesson();
    m_title->setText(toQString(lesson.title));
    m_subtitle->setText(tr("Lesson · %1 · chapter %2").arg(toQString(lesson.family)).arg(lesson.chapter));
    m_bar = new StepBar(*m_session, m_barPlace);
    m_barPlace->layout()->addWidget(m_bar);
    connect(m_session, &LessonSession::pageChanged, this, &LessonPanel::showPage);
    connect(m_session, &LessonSession::changed, this, &LessonPanel::refresh);
    connect(m_session, &LessonSession::replaced, this, &LessonPanel::close);
    if (step)
        m_session->goTo(*step);
    showPage();
    Q_EMIT opened();
}

void LessonPanel::close()
{
    if (m_session == nullptr)
        return;
    // It may be what has just spoken.
    m_session->disconnect(this);
    m_session->deleteLater();
    m_session = nullptr;
    removePage();
    m_content = m_page = nullptr;
    delete m_bar;
    m_bar = nullptr;
    Q_EMIT closed();
}

// What stands there may have been clicked just now.
void LessonPanel::removePage()
{
    if (QWidget* before = m_scroll->takeWidget()) {
        before->hide();
        before->deleteLater();
    }
}

void LessonPanel::showPage()
{
    const bool hadFocus = isAncestorOf(focusWidget()) && m_scroll->isAncestorOf(focusWidget());
    auto* content = new QWidget(m_scroll);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(Margin, Margin, Margin, Margin);
    m_column->setSpacing(Theme::Unit * 3 / 2);
    switch (m_session->page()) {
    case LessonSession::Page::Introduction:
        m_page = new IntroductionPage(*m_session, content);
        break;
    case LessonSession::Page::Step:
        m_page = new StepPage(*m_session, content);
        break;
    case LessonSession::Page::End: {
        auto* end = new EndPage(*m_session, m_next, content);
        connect(end, &EndPage::nextWanted, this, [this] {
            const QString source = m_next->source; // what opens it may change m_next
            Q_EMIT freshWanted(source, {});
        });
        connect(end, &EndPage::galleryWanted, this, &LessonPanel::galleryWanted);
        m_page = end;
        break;
    }
    }
    m_column->addWidget(m_page);
    m_column->addStretch();
    m_noticeText.clear();
    removePage();
    m_content = content;
    m_scroll->setWidget(content);
    content->show();
    m_followsEnd = false;
    m_scroll->verticalScrollBar()->setValue(0);
    m_shownPhase = m_session->phase();
    refresh();
    if (hadFocus)
        m_scroll->setFocus();
}

void LessonPanel::refresh()
{
    if (m_session == nullptr || m_page == nullptr)
        return;
    if (auto* page = qobject_cast<StepPage*>(m_page))
        page->refresh();
    else if (auto* introduction = qobject_cast<IntroductionPage*>(m_page))
        introduction->refresh();
    m_bar->refresh();
    refreshNotice();
    refreshButtons();
    const LessonSession::Phase phase = m_session->phase();
    if (phase != m_shownPhase) {
        m_shownPhase = phase;
        // What comes now comes below.
        m_followsEnd = phase == LessonSession::Phase::Checking || phase == LessonSession::Phase::Told;
        keepFocus();
    }
}

// Why the lesson cannot go on as it would.
QString LessonPanel::noticeText() const
{
    if (!m_session->missing().isEmpty())
        return tr("The topology was changed, and this lesson no longer fits it. It speaks of what is gone: %1. Undo "
                  "the "
                  "change, or load the pattern afresh.")
            .arg(m_session->missing().join(QStringLiteral(", ")));
    if (m_session->page() != LessonSession::Page::Step)
        return {};
    switch (m_session->phase()) {
    case LessonSession::Phase::Failed:
        return m_session->problem();
    case LessonSession::Phase::Preparing:
        return tr("The network is being brought to where this step begins…");
    default:
        return {};
    }
}

void LessonPanel::refreshNotice()
{
    const QString text = noticeText();
    if (text == m_noticeText)
        return;
    m_noticeText = text;
    delete m_notice;
    if (text.isEmpty())
        return;
    const bool waits = m_session->missing().isEmpty() && m_session->phase() == LessonSession::Phase::Preparing;
    m_notice = new Plate(waits ? Plate::Tone::Plain : Plate::Tone::Warning, m_content);
    m_notice->setObjectName(QStringLiteral("lessonNotice"));
    m_notice->setAccessibleName(text);
    m_notice->column()->addWidget(makeWordsLabel(text, m_notice));
    if (!m_session->missing().isEmpty()) {
        auto* fresh = new QPushButton(tr("Load Afresh"), m_notice);
        fresh->setAutoDefault(false);
        connect(fresh, &QPushButton::clicked, this, [this] {
            const bool atStep = m_session->page() == LessonSession::Page::Step;
            Q_EMIT freshWanted(toQString(std::string(GalleryPrefix) + m_session->entry().name),
                               atStep ? std::optional(m_session->step()) : std::nullopt);
        });
        m_notice->column()->addWidget(fresh, 0, Qt::AlignLeft);
    }
    m_column->insertWidget(0, m_notice);
    m_followsEnd = false;
    m_scroll->verticalScrollBar()->setValue(0);
}

QString LessonPanel::goOnText() const
{
    if (m_session->page() == LessonSession::Page::Introduction) {
        const std::size_t next = m_session->nextStep();
        return next > 0                      ? tr("Go On with Step %1").arg(next + 1)
               : m_session->record().begun() ? tr("Begin Again")
                                             : tr("Begin");
    }
    if (m_session->page() == LessonSession::Page::End)
        return {};
    const LessonStep& step = m_session->current();
    switch (m_session->phase()) {
    case LessonSession::Phase::Preparing:
    case LessonSession::Phase::Reading:
        if (step.prediction)
            return tr("Predict and Try");
        return !step.acts.empty() ? tr("Do It") : !step.claims.empty() ? tr("Check") : tr("Next");
    case LessonSession::Phase::Acting:
        return tr("Doing…");
    case LessonSession::Phase::Checking:
        return tr("Checking…");
    case LessonSession::Phase::Failed:
        return tr("Begin This Step Again");
    case LessonSession::Phase::Told:
        break;
    }
    return m_session->step() + 1 < m_session->lesson().steps.size() ? tr("Next") : tr("Finish");
}

void LessonPanel::refreshButtons()
{
    const LessonSession::Page page = m_session->page();
    const bool step = page == LessonSession::Page::Step;
    m_goOn->setVisible(page != LessonSession::Page::End);
    m_goOn->setText(goOnText());
    m_goOn->setEnabled(m_session->canGoOn());
    const bool undecided = step && m_session->phase() == LessonSession::Phase::Reading && !m_session->canGoOn();
    m_goOn->setToolTip(m_session->missing().isEmpty() && undecided ? tr("Choose first what you expect") : tr("Enter"));
    m_back->setVisible(page != LessonSession::Page::Introduction);
    m_again->setVisible(step && m_session->phase() == LessonSession::Phase::Told);
}

// A button that cannot be pressed just now must not lose the focus to the canvas: it comes back when it can.
void LessonPanel::keepFocus()
{
    const QWidget* focus = window()->focusWidget();
    if (focus == nullptr || !isAncestorOf(focus))
        return;
    if (m_goOn->isEnabled() && m_goOn->isVisible())
        m_goOn->setFocus();
    else
        m_scroll->setFocus();
}

void LessonPanel::goOn()
{
    if (m_session == nullptr || !m_session->canGoOn())
        return;
    // Before what has it is disabled: the button, a choice.
    const QWidget* focus = window()->focusWidget();
    if (focus != nullptr && isAncestorOf(focus))
        m_scroll->setFocus();
    m_session->goOn();
    if (m_session == nullptr)
        return;
    auto* page = qobject_cast<StepPage*>(m_page);
    const bool asks = page != nullptr && m_session->phase() == LessonSession::Phase::Reading && !m_session->canGoOn();
    if (m_scroll->hasFocus()) {
        if (asks && page->firstChoice() != nullptr)
            page->firstChoice()->setFocus();
        else if (m_goOn->isEnabled() && m_goOn->isVisible())
            m_goOn->setFocus();
    }
}

void LessonPanel::goBack()
{
    if (m_session == nullptr)
        return;
    const std::size_t steps = m_session->lesson().steps.size();
    if (m_session->page() == LessonSession::Page::End)
        m_session->goTo(steps - 1);
    else if (m_session->step() > 0)
        m_session->goTo(m_session->step() - 1);
    else
        m_session->goToIntroduction();
}

void LessonPanel::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_goOn->isVisible())
        goOn();
    else
        QWidget::keyPressEvent(event);
}

} // namespace zeroloom
