// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/colours.h"

#include <QFrame>
#include <QIcon>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace Spawnscope {

/// A message in the layout next to what it is about: never in the way, no room taken when hidden.
class MessageStrip final : public QFrame
{
    Q_OBJECT

public:
    explicit MessageStrip(QWidget *parent = nullptr);

    /// Shows a message; the details go into further lines.
    void showMessage(Severity severity, const QString &text, const QStringList &details = {});
    /// Changes the message that is shown, which is no news.
    void setText(const QString &text);
    QString text() const;

    /// A button for the message; hidden while the action is.
    void addButton(QAction *action);
    /// Something that belongs to the message, after its text.
    void addWidget(QWidget *widget);
    void setClosable(bool closable);

Q_SIGNALS:
    void closed(); ///< by the user

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateLook();

    QLabel *m_icon;
    QLabel *m_text;
    QToolButton *m_close;
    QHBoxLayout *m_layout;
    Severity m_severity = Severity::Info;
};

} // namespace Spawnscope
