#include "ui/window/export_preview.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/inspector/inspector_page.h"
#include "ui/inspector/problem_card.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/theme_colors.h"
#include "ui/window/picture_view.h"

namespace zeroloom {

namespace {

// More is not read in a preview, and laying it out would hold the window up.
constexpr std::size_t TextLimit = std::size_t(256) << 10U;
constexpr std::size_t MostProblems = 20;
constexpr int FileListWidth = Theme::Unit * 22;
constexpr qreal SvgSharpness = 2; // as export_making.cpp paints it

QLabel* makeWords(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

// Cut where a character begins, so that the cut makes no rubbish.
std::string_view cutText(const std::string& text)
{
    if (text.size() <= TextLimit) {
        return text;
    }
    std::size_t end = TextLimit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return std::string_view(text).substr(0, end);
}

} // namespace

ExportPreview::ExportPreview(QWidget* parent)
    : QWidget(parent), m_pages(new QStackedWidget(this)), m_busy(makeWords(this)), m_caption(makeWords(this)),
      m_cut(makeWords(this)), m_failure(makeWords(this)), m_files(new QListWidget(this)),
      m_text(new QPlainTextEdit(this)), m_copy(new QPushButton(tr("Cop&y Text"), this)),
      m_problems(new QPushButton(tr("Show &Problems"), this)), m_picture(new PictureView(this)),
      m_cards(new QVBoxLayout)
{
    setAccessibleName(tr("Preview"));
    m_busy->setAlignment(Qt::AlignCenter);
    m_busy->setText(tr("Making the preview…"));
    m_pages->addWidget(m_busy);
    m_textPage = makeTextPage();
    m_picturePage = makePicturePage();
    m_problemPage = makeProblemPage();
    for (QWidget* page : {m_textPage, m_picturePage, m_problemPage}) {
        m_pages->addWidget(page);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

QWidget* ExportPreview::makeTextPage()
{
    auto* page = new QWidget(this);
    m_files->setObjectName(QStringLiteral("previewFiles"));
    m_files->setAccessibleName(tr("Files of the export"));
    m_files->setFixedWidth(FileListWidth);
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setObjectName(QStringLiteral("previewText"));
    m_text->setAccessibleName(tr("Text of the export"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(Theme::instance().textFont().pixelSize());
    m_text->setFont(font);
    m_copy->setAutoDefault(false);
    m_copy->setToolTip(tr("Put the whole text of this file on the clipboard"));
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_cut, 1);
    foot->addStretch();
    foot->addWidget(m_copy);
    auto* column = new QVBoxLayout;
    column->addWidget(m_text, 1);
    column->addLayout(foot);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit);
    layout->addWidget(m_files);
    layout->addLayout(column, 1);
    connect(m_files, &QListWidget::currentRowChanged, this, &ExportPreview::showFile);
    connect(m_copy, &QPushButton::clicked, this, &ExportPreview::copyText);
    return page;
}

QWidget* ExportPreview::makePicturePage()
{
    auto* page = new QWidget(this);
    m_caption->setObjectName(QStringLiteral("pictureCaption"));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit);
    layout->addWidget(m_picture, 1);
    layout->addWidget(m_caption);
    return page;
}

QWidget* ExportPreview::makeProblemPage()
{
    auto* page = new QWidget(this);
    m_failure->setObjectName(QStringLiteral("exportFailure"));
    m_problems->setAutoDefault(false);
    m_problems->setToolTip(tr("Close this and go to the first of them"));
    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, Theme::Unit, 0);
    contentLayout->addLayout(m_cards);
    contentLayout->addStretch();
    auto* scroll = new QScrollArea(page);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit * 2);
    layout->addWidget(m_failure);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_problems, 0, Qt::AlignLeft);
    connect(m_problems, &QPushButton::clicked, this, &ExportPreview::problemsWanted);
    return page;
}

void ExportPreview::showBusy()
{
    m_shown.clear();
    m_pages->setCurrentWidget(m_busy);
}

void ExportPreview::showOutcome(const ExportOutcome& outcome, const Exporter& exporter, const ExportChoices& choices)
{
    if (!outcome.exported) {
        showFailure(outcome);
    } else if (isPicture(exporter)) {
        showPicture(outcome, exporter, choices);
    } else {
        showText(outcome, exporter);
    }
}

void ExportPreview::showFailure(const ExportOutcome& outcome)
{
    m_shown.clear();
    clearLayout(m_cards);
    const std::size_t count = outcome.errors.size();
    m_problems->setVisible(count > 0);
    if (count == 0) {
        m_failure->setText(toQString(outcome.exported.error().text()));
    } else {
        m_failure->setText(
            count == 1 ? tr("This format needs a topology that can run, and one error stands in its way:")
                       : tr("This format needs a topology that can run, and %1 errors stand in its way:").arg(count));
    }
    for (std::size_t i = 0; i < std::min(count, MostProblems); ++i) {
        auto* card = new ProblemCard(outcome.errors[i], this);
        m_cards->addWidget(card);
        // The card goes while its signal is on the way.
        connect(
            card, &ProblemCard::revealRequested, this,
            [this, problem = outcome.errors[i]] { Q_EMIT revealWanted(problem); }, Qt::QueuedConnection);
        connect(
            card, &ProblemCard::fixRequested, this, [this, problem = outcome.errors[i]] { Q_EMIT fixWanted(problem); },
            Qt::QueuedConnection);
    }
    if (count > MostProblems) {
        m_cards->addWidget(InspectorPage::makeHint(tr("and %1 more").arg(countText(count - MostProblems))));
    }
    m_pages->setCurrentWidget(m_problemPage);
}

void ExportPreview::showText(const ExportOutcome& outcome, const Exporter& exporter)
{
    const QString before = m_files->currentItem() != nullptr ? m_files->currentItem()->text() : QString();
    m_shown = outcome.exported->files;
    {
        const QSignalBlocker blocker(m_files);
        m_files->clear();
        for (const ExportedFile& file : m_shown) {
            m_files->addItem(toQString(file.path));
        }
    }
    m_files->setVisible(exporter.shape == ExportShape::Folder);
    int row = 0;
    for (int i = 0; i < m_files->count(); ++i) {
        row = m_files->item(i)->text() == before ? i : row;
    }
    m_files->setCurrentRow(row);
    showFile(row);
    m_pages->setCurrentWidget(m_textPage);
}

void ExportPreview::showFile(int row)
{
    if (row < 0 || static_cast<std::size_t>(row) >= m_shown.size()) {
        return;
    }
    const std::string& content = m_shown[static_cast<std::size_t>(row)].content;
    const std::string_view text = cutText(content);
    const QString words = toQString(text);
    if (m_text->toPlainText() != words) {
        m_text->setPlainText(words);
    }
    const std::size_t rest = content.size() - text.size();
    m_cut->setVisible(rest > 0);
    m_cut->setText(tr("%1 more are not shown here; all of it is exported.").arg(bytesText(static_cast<double>(rest))));
}

void ExportPreview::copyText()
{
    const int row = m_files->currentRow();
    if (row >= 0 && static_cast<std::size_t>(row) < m_shown.size()) {
        QApplication::clipboard()->setText(toQString(m_shown[static_cast<std::size_t>(row)].content));
    }
}

void ExportPreview::showPicture(const ExportOutcome& outcome, const Exporter& exporter, const ExportChoices& choices)
{
    m_shown = outcome.exported->files;
    const QString size = bytesText(static_cast<double>(m_shown.front().content.size()));
    const ThemeColors colors = themeColors(choices.dark ? ThemeKind::Dark : ThemeKind::Light);
    const bool pixels = exporter.suffix == ".png";
    m_picture->setPicture(outcome.picture, pixels ? 1 : SvgSharpness, colors.canvas);
    if (outcome.picture.isNull()) {
        m_caption->setText(tr("There is no preview of it here; the file has %1.").arg(size));
    } else if (pixels) {
        m_caption->setText(
            tr("%1 × %2 pixels, %3").arg(outcome.picture.width()).arg(outcome.picture.height()).arg(size));
    } else if (outcome.standsIn) {
        m_caption->setText(tr("A page of this size, drawn in lines and text that stay sharp, %1").arg(size));
    } else {
        m_caption->setText(tr("Drawn in lines and text that stay sharp, %1").arg(size));
    }
    m_pages->setCurrentWidget(m_picturePage);
}

QString ExportPreview::text() const
{
    return m_pages->currentWidget() == m_textPage ? m_text->toPlainText() : QString();
}

QStringList ExportPreview::files() const
{
    QStringList names;
    for (const ExportedFile& file : m_shown) {
        names << toQString(file.path);
    }
    return names;
}

} // namespace zeroloom
