#include "ui/window/start_panel.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/window/gallery_list.h"
#include "ui/window/recent_files.h"

namespace zeroloom {

namespace {

constexpr std::size_t ExamplesShown = 6;
constexpr std::size_t ExamplesInARow = 3;
constexpr int RecentShown = 3;
constexpr int HintHalfHeight = 44;

} // namespace

StartPanel::StartPanel(Document& document, QWidget* canvas) : QWidget(canvas), m_document(document), m_canvas(canvas)
{
    setObjectName(QStringLiteral("startPanel"));
    canvas->installEventFilter(this);
    connect(&document, &Document::changed, this, &StartPanel::refresh);
    connect(&document, &Document::fileChanged, this, &StartPanel::refresh);
    connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
    fill();
    refresh();
}

void StartPanel::addButton(QLayout* layout, const QString& text, const QString& tip, const QString& icon,
                           const QString& source)
{
    auto* button = new QPushButton(Theme::instance().icon(icon), text, this);
    button->setToolTip(tip);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, source] { Q_EMIT sourceChosen(source); });
    layout->addWidget(button);
}

void StartPanel::fill()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::Unit * 2, Theme::Unit, Theme::Unit * 2, Theme::Unit * 2);
    column->setSpacing(Theme::Unit);
    const auto title = [this, column](const QString& text) {
        auto* label = new QLabel(text, this);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setAlignment(Qt::AlignCenter);
        column->addWidget(label);
    };
    const auto row = [column] {
        auto* buttons = new QHBoxLayout;
        buttons->setSpacing(Theme::Unit);
        column->addLayout(buttons);
        return buttons;
    };
    const auto& gallery = galleryItems();
    if (!gallery.empty()) {
        title(tr("Examples"));
    }
    QHBoxLayout* buttons = nullptr;
    for (std::size_t i = 0; i < std::min(gallery.size(), ExamplesShown); ++i) {
        if (i % ExamplesInARow == 0) {
            buttons = row();
        }
        addButton(buttons, gallery[i].title, gallery[i].description, QStringLiteral("gallery"), gallery[i].source);
    }
    const QStringList recent = RecentFiles::paths();
    if (!recent.isEmpty()) {
        title(tr("Last files"));
        buttons = row();
        for (const QString& path : recent.mid(0, RecentShown)) {
            addButton(buttons, QFileInfo(path).completeBaseName(), path, QStringLiteral("open"), path);
        }
    }
}

void StartPanel::refresh() { place(); }

void StartPanel::place()
{
    const QSize wanted = sizeHint();
    const int width = std::min(wanted.width(), m_canvas->width());
    const int top = m_canvas->height() - wanted.height() - Theme::Unit * 3;
    // Below what the canvas itself says in its middle; where there is no room for both, the menu has the examples too.
    const Topology& topology = m_document.topology();
    setVisible(topology.nodes.empty() && topology.notes.empty() && top > m_canvas->height() / 2 + HintHalfHeight);
    setGeometry((m_canvas->width() - width) / 2, top, width, wanted.height());
}

bool StartPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_canvas && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace zeroloom
