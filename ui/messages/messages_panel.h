// The messages panel: the last messages of what is selected or chosen, each frame on its own line with what it is.
// Stands still under the pointer, is bounded, says what it left out. Costs nothing while nobody sees it: then no
// message is looked at. GUI thread only.
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/base/file_system.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/messages/message_source.h"

class QLabel;
class QLayout;
class QPlainTextEdit;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace zeroloom {

class ElidedLabel;
class MessageFilterBar;
class MessageListModel;
class MessageListView;
class MessageWatch;
class PointerRest;
class RateChooser;
class TargetChooser;
struct ReadMessage;

class MessagesPanel final : public QWidget {
    Q_OBJECT
public:
    // Shows what `run` runs.
    MessagesPanel(Document& document, RunController& run, FileSystem& files, QWidget* parent = nullptr);
    // Shows what `source` has whenever observationCame() says so.
    MessagesPanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                  QWidget* parent = nullptr);

    void observationCame();
    // The messages of this place, whatever is selected.
    void choose(const Place& place);
    void followSelection();

    // What the list shows now, oldest first: only whole messages, whatever kind of frames is shown.
    QString toText() const;
    QString toJsonLines() const;
    // Whether new messages wait: the pointer rests on the list, it was scrolled up, or it is held.
    bool isFrozen() const;

    QSize sizeHint() const override { return {900, 240}; }
    QSize minimumSizeHint() const override { return {320, 110}; }

Q_SIGNALS:
    void saved(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    MessagesPanel(Document& document, FileSystem& files, QWidget* parent);
    void build();
    QLayout* buildBar();
    void buildDetails();
    void connectParts();
    void follow();
    void take(const std::vector<ReadMessage>& messages);
    void showState();
    QString whyEmpty() const;
    QString statusText() const;
    void showDetails();
    void applyFilter();
    void fitWidth();
    void resume();
    void clear();
    void save();
    void showMenu(const QPoint& at);
    void revealCurrent();

    Document& m_document;
    FileSystem& m_files;
    MessageWatch* m_watch = nullptr;
    MessageListModel* m_model;
    TargetChooser* m_chooser;
    QToolButton* m_pin;
    MessageFilterBar* m_filter;
    RateChooser* m_rate;
    QToolButton* m_resume;
    QToolButton *m_hold, *m_details, *m_clear, *m_save;
    QStackedWidget* m_whole; // the list, or why it is empty
    QLabel* m_empty;
    QSplitter* m_splitter;
    MessageListView* m_view;
    QPlainTextEdit* m_inFull;
    ElidedLabel* m_status;
    PointerRest* m_pointer;
    std::optional<Place> m_place; // that is pinned
    std::optional<bool> m_detailsWanted;
    bool m_split = false;
};

} // namespace zeroloom
