# PyTorch's side of the benchmarks: TorchScript as in the code folder of a saved module.
#
# Weights of a recurrent layer: [W_ih, W_hh, b_ih, b_hh]. Whether it is an LSTM, a GRU or a tanh RNN
# is told by the number of gates that W_hh is for. Sequences are time-major. Lengths fall from row
# to row; without lengths, no row is padded.

def recurrent(self, x: Tensor, batch_sizes: Tensor, batch: int, w: List[Tensor]) -> Tuple[Tensor, Tensor]:
  units = w[1].size(1)
  gates = w[1].size(0) // units
  zero = torch.zeros([1, batch, units])
  if batch_sizes.numel() == 0:
    if gates == 4:
      y, h, c = torch.lstm(x, [zero, zero], w, True, 1, 0., True, False, False)
    elif gates == 3:
      y, h = torch.gru(x, zero, w, True, 1, 0., True, False, False)
    else:
      y, h = torch.rnn_tanh(x, zero, w, True, 1, 0., True, False, False)
  else:
    if gates == 4:
      y, h, c = torch.lstm(x, batch_sizes, [zero, zero], w, True, 1, 0., True, False)
    elif gates == 3:
      y, h = torch.gru(x, batch_sizes, zero, w, True, 1, 0., True, False)
    else:
      y, h = torch.rnn_tanh(x, batch_sizes, zero, w, True, 1, 0., True, False)
  return (y, h[0])

# Padding taken out: what is left, and how many rows live at each step.
def pack(self, x: Tensor, lengths: Tensor) -> Tuple[Tensor, Tensor]:
  if lengths.numel() == 0:
    packed = (x, lengths)
  else:
    packed = torch._pack_padded_sequence(x, lengths, False)
  return packed

# Parameters of a network: those of its recurrent layer, W and b of its output, vectors of its tokens.

# Mean cross-entropy of a class at each step: x [time, batch, in], labels [time, batch].
def labelling_loss(self, x: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> Tensor:
  data, batch_sizes = self.pack(x, lengths)
  y, h = self.recurrent(data, batch_sizes, x.size(1), parameters[:4])
  logits = torch.linear(y, parameters[4], parameters[5])
  wanted, _0 = self.pack(labels, lengths)
  return torch.cross_entropy_loss(logits.flatten(0, -2), wanted.flatten())

# Mean cross-entropy of a class a text: words [time, batch], labels [batch].
def review_loss(self, words: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> Tensor:
  data, batch_sizes = self.pack(words, lengths)
  x = torch.embedding(parameters[6], data, 0)
  y, h = self.recurrent(x, batch_sizes, words.size(1), parameters[:4])
  logits = torch.linear(h, parameters[4], parameters[5])
  return torch.cross_entropy_loss(logits, labels)

# Mean cross-entropy of the letter that follows: letters and those that follow [time, batch].
def letter_loss(self, letters: Tensor, following: Tensor, parameters: List[Tensor]) -> Tensor:
  x = torch.embedding(parameters[6], letters, 0)
  y, h = self.recurrent(x, torch.empty([0]), letters.size(1), parameters[:4])
  logits = torch.linear(y, parameters[4], parameters[5])
  return torch.cross_entropy_loss(logits.flatten(0, 1), following.flatten())

# What follows the loss in a training step: gradients of parameters and inputs, Adam, fused.
def learn(self, loss: Tensor, inputs: List[Tensor], parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], rate: Tensor) -> Tensor:
  derivatives = torch.grad([loss], parameters + inputs)
  gradients = annotate(List[Tensor], [])
  values = annotate(List[Tensor], [])
  for i in range(len(parameters)):
    gradients.append(unchecked_cast(Tensor, derivatives[i]))
    values.append(parameters[i].detach())
  torch._foreach_add_(steps, 1)
  torch._fused_adam_(values, gradients, means, squares, [], steps, lr=float(rate), beta1=0.9, beta2=0.999, weight_decay=0., eps=1e-8, amsgrad=False, maximize=False)
  return loss.detach()

# Training steps: the losses above, their gradients, that of x included, and Adam.

def label_steps(self, x: Tensor, labels: Tensor, lengths: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.labelling_loss(x, labels, lengths, parameters)
  return self.learn(loss, [x], parameters, means, squares, steps, rate)

def classify_reviews(self, words: Tensor, labels: Tensor, lengths: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.review_loss(words, labels, lengths, parameters)
  return self.learn(loss, [], parameters, means, squares, steps, rate)

def predict_letters(self, letters: Tensor, following: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.letter_loss(letters, following, parameters)
  return self.learn(loss, [], parameters, means, squares, steps, rate)

# Writes letter by letter with a GRU: [count].
def write_letters(self, first: Tensor, count: Tensor, temperature: Tensor, parameters: List[Tensor]) -> Tensor:
  h = torch.zeros([1, parameters[1].size(1)])
  letter = first
  written = annotate(List[Tensor], [])
  divisor = float(temperature)
  for i in range(int(count)):
    x = torch.embedding(parameters[6], letter, 0)
    h = torch.gru_cell(x, h, parameters[0], parameters[1], parameters[2], parameters[3])
    logits = torch.linear(h, parameters[4], parameters[5])
    letter = torch.multinomial(torch.softmax(logits / divisor, 1), 1)[0]
    written.append(letter)
  return torch.cat(written)
