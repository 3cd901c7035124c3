using Fleet.Notification.Channels.Components;

namespace Fleet.Tests.Unit.Notification.Channels;

public sealed class BindingFailureTests
{
    [Theory]
    [InlineData("error invoking output binding mail: the mail server answered RCPT with: 550 5.1.1 <a@b.example> unknown", "550 5.1.1")]
    [InlineData("error invoking output binding mail: the mail server answered RCPT with: 550-5.1.1 no\n550 5.1.1 such user", "550 5.1.1")]
    [InlineData("error invoking output binding mail: the mail server answered the mail with: 554 no", "554")]
    [InlineData("error from smtp binding, sending email failed: gomail: could not send email 1: 550 5.1.1 User unknown", "550 5.1.1")]
    [InlineData("error from smtp binding, sending email failed: gomail: could not send email 1: 553 bad mailbox", "553")]
    [InlineData("error invoking output binding mail: the mail server answered RCPT with: 552 5.2.2 mailbox full", null)]
    [InlineData("error invoking output binding mail: the mail server answered RCPT with: 450 4.2.0 later", null)]
    [InlineData("error invoking output binding mail: the mail server answered MAIL with: 550 5.7.1 sender refused", null)]
    [InlineData("error invoking output binding mail: the mail server answered login with: 535 5.7.8 no", null)]
    [InlineData("error from smtp binding, sending email failed: 535 5.7.8 Authentication failed", null)]
    [InlineData("error from smtp binding, sending email failed: gomail: could not send email 1: 530 authentication required", null)]
    [InlineData("circuit breaker is open", null)]
    public void A_mail_servers_refusal_of_a_recipient_is_told_from_what_may_pass(string text, string? reply) =>
        Assert.Equal(reply, BindingFailure.MailRefusal(new InvalidOperationException("Binding failed", new IOException(text))));

    [Theory]
    [InlineData("received status code '400'", "HTTP 400")]
    [InlineData("received status code '422'", "HTTP 422")]
    [InlineData("received status code '401'", null)]
    [InlineData("received status code '404'", null)]
    [InlineData("received status code '429'", null)]
    [InlineData("received status code '503'", null)]
    public void A_gateways_refusal_of_a_message_is_told_from_what_may_pass(string text, string? status) =>
        Assert.Equal(status, BindingFailure.HttpRefusal(new InvalidOperationException(text)));
}
