using Fleet.VehicleTracking;

await VehicleTrackingApp.Build(args).RunAsync();
