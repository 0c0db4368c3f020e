// Shows a push message and opens the list of notices when it is touched. It caches nothing and reads nothing else.
self.addEventListener('push', (event) => {
  const told = event.data ? event.data.json() : {};
  event.waitUntil(
    self.registration.showNotification(told.title || '责任田 Zerentian', {
      body: told.body || '',
      tag: 'zerentian',
      data: { url: told.url || '/notices' },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, self.location.origin);
  // Only pages of this server, whatever the message says.
  event.waitUntil(self.clients.openWindow(url.origin === self.location.origin ? url.href : '/notices'));
});
