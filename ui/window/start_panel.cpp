#include "ui/window/start_panel.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/inspector/elided_label.h"
#include "ui/lesson/lesson_progress.h"
#include "ui/theme/theme.h"
#include "ui/window/gallery_card.h"
#include "ui/window/gallery_list.h"
#include "ui/window/gallery_shelf.h"
#include "ui/window/recent_files.h"

namespace zeroloom {

namespace {

constexpr int RecentShown = 4;
constexpr int RecentWidth = 176;
constexpr int SearchWidth = 320;
constexpr int Margin = Theme::Unit * 3;
constexpr int DragCheckMs = 100;

QLabel* makeLine(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

StartPanel::StartPanel(Document& document, QWidget* area, QWidget* covered)
    : QWidget(area), m_document(document), m_area(area), m_covered(covered), m_messagePlace(new QVBoxLayout),
      m_search(new QLineEdit(this)), m_recentRow(new QWidget(this)), m_recent(new QHBoxLayout(m_recentRow)),
      m_scroll(new QScrollArea(this)), m_shelf(new GalleryShelf), m_nothing(makeLine({}, this))
{
    setObjectName(QStringLiteral("startPanel"));
    setAccessibleName(tr("Start page"));
    setAcceptDrops(true);
    setFocusProxy(m_search);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_messagePlace);
    buildHead(column);
    auto* content = new QWidget(m_scroll);
    auto* body = new QVBoxLayout(content);
    body->setContentsMargins(Margin, 0, Margin, Margin);
    body->setSpacing(0);
    m_nothing->setObjectName(QStringLiteral("nothingFound"));
    body->addWidget(m_nothing);
    body->addWidget(m_shelf);
    body->addStretch();
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_scroll, 1);

    area->installEventFilter(this);
    covered->installEventFilter(this);
    connect(m_shelf, &GalleryShelf::chosen, this, &StartPanel::sourceChosen);
    connect(m_shelf, &GalleryShelf::focused, this,
            [this](QWidget* card) { m_scroll->ensureWidgetVisible(card, 0, Theme::Unit * 4); });
    connect(m_shelf, &GalleryShelf::leftUpwards, m_search, [this] { m_search->setFocus(); });
    connect(m_shelf, &GalleryShelf::typed, this, [this](const QString& text) {
        m_search->setFocus();
        m_search->insert(text);
    });
    connect(&document, &Document::changed, this, &StartPanel::onDocumentChanged);
    connect(&LessonProgress::instance(), &LessonProgress::changed, m_shelf, [this] { m_shelf->refreshProgress(); });
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
    m_drag.setInterval(DragCheckMs);
    connect(&m_drag, &QTimer::timeout, this, &StartPanel::comeBackAfterDrag);
    filter();
    hide();
    if (document.topology().nodes.empty() && document.topology().notes.empty()) {
        setOpen(true);
    }
}

void StartPanel::buildHead(QVBoxLayout* column)
{
    auto* head = new QVBoxLayout;
    head->setContentsMargins(Margin, Margin, Margin, Theme::Unit * 2);
    head->setSpacing(Theme::Unit);
    QLabel* title = makeLine(tr("Draw a network, run it for real, watch every socket"), this);
    title->setFont(Theme::instance().titleFont());
    head->addWidget(title);
    QLabel* hint =
        makeLine(tr("Drag a socket from the palette to begin. Or open a pattern: it runs on real sockets, and its "
                    "lesson checks what it says against the live figures."),
                 this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    head->addWidget(hint);

    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::Unit);
    const auto addButton = [this, row](const QString& text, const QString& icon, const QString& tip, auto signal) {
        auto* button = new QPushButton(Theme::instance().icon(icon), text, this);
        button->setAutoDefault(false);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
    };
    addButton(tr("New"), QStringLiteral("new"), tr("An empty canvas (Ctrl+N)"), &StartPanel::newWanted);
    addButton(tr("Open…"), QStringLiteral("open"), tr("Open a topology file (Ctrl+O)"), &StartPanel::openWanted);
    row->addStretch();
    m_search->setObjectName(QStringLiteral("gallerySearch"));
    m_search->setAccessibleName(tr("Search the patterns"));
    m_search->setPlaceholderText(tr("Search: title, socket type, role, guide section"));
    m_search->setToolTip(
        tr("Every word must be found in the title, the description, a socket type, a role or the section "
           "of the guide. Enter opens the first."));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(SearchWidth);
    m_search->addAction(Theme::instance().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &StartPanel::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &StartPanel::chooseFirst);
    row->addWidget(m_search, 2);
    head->addLayout(row);

    m_recent->setContentsMargins(0, 0, 0, 0);
    m_recent->setSpacing(Theme::Unit);
    head->addWidget(m_recentRow);
    column->addLayout(head);
}

void StartPanel::fillRecent()
{
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const QStringList paths = RecentFiles::paths();
    m_recentRow->setVisible(!paths.isEmpty());
    QLabel* label = makeLine(tr("Last files"), m_recentRow);
    label->setWordWrap(false);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_recent->addWidget(label);
    for (const QString& path : paths.mid(0, RecentShown)) {
        auto* button = new ElidedButton(QFileInfo(path).completeBaseName(), m_recentRow);
        button->setObjectName(QStringLiteral("recentFile"));
        button->setToolTip(path);
        button->setAccessibleName(tr("Open %1").arg(path));
        button->setMaximumWidth(RecentWidth);
        button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT sourceChosen(path); });
        m_recent->addWidget(button, 1);
    }
    m_recent->addStretch(1);
}

void StartPanel::filter()
{
    const QString text = m_search->text().simplified();
    const bool none = m_shelf->filter(text) == 0;
    QStringList words;
    if (none && !text.isEmpty()) {
        words << tr("No pattern matches “%1”. Try a socket type such as ROUTER, or a role such as worker.").arg(text);
    } else if (none) {
        words << tr("The gallery's files are missing from this installation.");
    }
    // Somebody who changes the gallery must see what went wrong with it.
    for (const QString& problem : galleryProblems()) {
        words << tr("Left out of the gallery: %1").arg(problem);
    }
    m_nothing->setText(words.join(QLatin1Char('\n')));
    m_nothing->setVisible(!words.isEmpty());
}

void StartPanel::chooseFirst()
{
    if (const GalleryCard* first = m_shelf->firstCard()) {
        Q_EMIT sourceChosen(gallerySource(first->entry()));
    }
}

void StartPanel::open()
{
    setOpen(true);
    m_search->setFocus(Qt::OtherFocusReason);
    m_search->selectAll();
}

void StartPanel::dismiss() { setOpen(false); }

void StartPanel::setOpen(bool open)
{
    m_drag.stop();
    if (open) {
        fillRecent();
        m_shelf->refreshProgress();
        place();
        raise();
    }
    setVisible(open);
    if (open != m_open) {
        m_open = open;
        Q_EMIT openChanged(open);
    }
}

// Whatever comes onto the canvas is looked at there.
void StartPanel::onDocumentChanged(const ChangeSet&)
{
    if (m_open) {
        setOpen(false);
    }
}

void StartPanel::place()
{
    const int left = m_covered->mapTo(m_area, QPoint()).x();
    setGeometry(left, 0, m_area->width() - left, m_area->height());
}

bool StartPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move) {
        place();
    } else if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down && m_shelf->firstCard() != nullptr) {
            m_shelf->firstCard()->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void StartPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
    } else if (!m_search->text().isEmpty()) {
        m_search->clear();
        m_search->setFocus();
    } else {
        dismiss();
    }
}

// What comes from the palette is for the canvas below. Files are the window's.
void StartPanel::dragEnterEvent(QDragEnterEvent* event)
{
    event->ignore();
    if (event->source() != nullptr && !event->mimeData()->hasUrls()) {
        hide();
        m_drag.start();
    }
}

void StartPanel::comeBackAfterDrag()
{
    if (QApplication::mouseButtons() == Qt::NoButton) {
        m_drag.stop();
        setVisible(m_open);
    }
}

void StartPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::instance().colors().window);
}

} // namespace zeroloom
