// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayList>
#include <QLabel>
#include <QList>

namespace Spawnscope {

/// Shows in one line what will be executed: the file, then one chip per argument in which
/// invisible characters are visible. What does not fit is counted.
class ArgvPreview final : public QLabel
{
    Q_OBJECT

public:
    explicit ArgvPreview(QWidget *parent = nullptr);

    void setArgv(const QByteArrayList &argv);
    /// The file that argv[0] leads to; empty if there is none.
    void setProgramPath(const QByteArray &path);
    /// Shown instead of the chips.
    void setRemark(const QString &remark);

    /// What is shown, as a sentence.
    QString description() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Chip
    {
        QRect rect;
        QString text;
        bool isEmptyArgument = false;
        bool isCount = false;
    };
    QString programText() const;
    int longestProgram() const;
    int programWidth() const;
    int argumentsWidth() const;
    int chipWidth(const QString &text) const;
    QList<Chip> chips() const;
    void paintChip(QPainter &painter, const Chip &chip) const;
    void describe();

    QByteArrayList m_argv;
    QByteArray m_path;
    QString m_remark;
    bool m_pathIsKnown = false;
};

} // namespace Spawnscope
