using Fleet.Notification;

await NotificationApp.Build(args).RunAsync();
